package io.chanio.engine;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.port.Feature;
import java.util.Optional;
import java.util.Set;

/**
 * A lane as it stood at one moment, published by its owner.
 *
 * @param reason why the state is not OPERATIONAL or BUSY
 * @param deviceNumber empty where nobody tells it before the subchannel is open
 * @param driver the driver that has the subchannel, where there are drivers
 * @param features what the opened subchannel offers beyond START
 * @param missing what it does not offer; empty as well while the subchannel is not open
 * @param identity what SENSE ID said after opening; before that, or where it is not open, what the backend knows without
 *     asking
 * @param paths of the newest SCHIB; before that, or where it is not open, as the backend lists them
 * @param reserved the one path to which the device is reserved, or may be; every program takes it
 * @param capacity jobs that may wait
 */
public record LaneView(
        SubchannelId subchannel,
        Optional<DeviceNumber> deviceNumber,
        State state,
        Optional<String> reason,
        Optional<String> driver,
        Set<Feature> features,
        Set<Feature> missing,
        Optional<DeviceIdentity> identity,
        Optional<ChannelPaths> paths,
        Optional<PathMask> reserved,
        int depth,
        int capacity,
        Optional<JobId> running) {

    public enum State {
        OPERATIONAL,
        BUSY,
        NOT_OPERATIONAL,
        QUARANTINED,
        ALLOCATED,
        CLOSED
    }

    public LaneView {
        features = Set.copyOf(features);
        missing = Set.copyOf(missing);
    }

    /** True while it is busy with no client's job, but with what chanio asks the device for itself. */
    public boolean opening() {
        return state == State.BUSY && running.isEmpty();
    }

    /** As it stands when there is no lane for it any more. */
    LaneView closed(String why) {
        return new LaneView(
                subchannel,
                deviceNumber,
                State.CLOSED,
                Optional.of(why),
                driver,
                features,
                missing,
                identity,
                paths,
                reserved,
                depth,
                capacity,
                running);
    }

    public DeviceClass deviceClass() {
        return identity.map(DeviceClass::of).orElse(DeviceClass.UNKNOWN);
    }
}
