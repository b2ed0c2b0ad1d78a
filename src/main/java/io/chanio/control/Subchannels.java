package io.chanio.control;

import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.engine.LaneView;
import io.chanio.engine.Lanes;
import io.chanio.port.Backend;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What can be asked of subchannels. Callable from any thread. */
public final class Subchannels {

    private final Lanes lanes;

    public Subchannels(Lanes lanes) {
        this.lanes = lanes;
    }

    /** Which subchannels are asked for; what is empty does not restrict. */
    public record Filter(
            Optional<LaneView.State> state, Optional<DeviceClass> deviceClass, Optional<DeviceNumber> deviceNumber) {

        boolean accepts(LaneView lane) {
            return state.map(lane.state()::equals).orElse(true)
                    && deviceClass.map(lane.deviceClass()::equals).orElse(true)
                    && (deviceNumber.isEmpty() || deviceNumber.equals(lane.deviceNumber()));
        }
    }

    public Backend backend() {
        return lanes.backend();
    }

    /** At most {@code limit} that {@code filter} accepts, by subchannel, all behind {@code after}. */
    public List<LaneView> list(Filter filter, Optional<SubchannelId> after, int limit) {
        return lanes.list().stream()
                .filter(lane ->
                        after.map(last -> lane.subchannel().compareTo(last) > 0).orElse(true))
                .filter(filter::accepts)
                .limit(limit)
                .toList();
    }

    public Optional<LaneView> find(SubchannelId subchannel) {
        return lanes.find(subchannel);
    }

    /**
     * Leaves the quarantine, if the subchannel is in one. Completes on the lane's thread, when that has begun: whoever
     * continues there must hop away first.
     */
    public CompletionStage<Released> releaseQuarantine(SubchannelId subchannel) {
        return Calls.answered(
                lanes.releaseQuarantine(subchannel),
                lane -> lane.<Released>map(Released.Standing::new)
                        .orElseGet(() -> new Released.UnknownSubchannel(subchannel)),
                refusal -> new Released.Refused(refusal.reason(), String.valueOf(refusal.getMessage())));
    }

    /** Reads the SCHIB now. Completes on the lane's thread: whoever continues there must hop away first. */
    public CompletionStage<SchibAnswer> schib(SubchannelId subchannel) {
        if (lanes.find(subchannel).isEmpty()) {
            return CompletableFuture.completedFuture(new SchibAnswer.UnknownSubchannel(subchannel));
        }
        return Calls.answered(
                lanes.storeSubchannel(subchannel),
                SchibAnswer.Asked::new,
                refusal -> new SchibAnswer.Refused(refusal.reason(), String.valueOf(refusal.getMessage())));
    }
}
