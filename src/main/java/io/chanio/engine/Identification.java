package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.SubchannelId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the device of a lane says that it is, and chanio's own job that asks it: first after opening, and again when the
 * device may be another.
 *
 * <p>Threads: the lane's owner.
 */
final class Identification {

    private static final System.Logger LOGGER = System.getLogger(Identification.class.getName());
    private static final JobId OWN_JOB = new JobId(new UUID(0, 0));

    private final JobRequest request;
    private final JobTask.Surroundings lane;
    private @Nullable JobTask asking;
    private Optional<DeviceIdentity> identity = Optional.empty();

    Identification(SubchannelId subchannel, EngineParts parts, JobTask.Surroundings lane) {
        this.lane = lane;
        this.request = new JobRequest(
                OWN_JOB,
                subchannel,
                new Work.RunRecipe(parts.opening(), Map.of()),
                parts.limits().openingTime(),
                Optional.empty());
    }

    /** Makes the job that asks anew, unless it is {@code current}. */
    void ask(@Nullable JobTask current, long now) {
        if (asking == null || asking != current) {
            asking = new JobTask(
                    request,
                    lane,
                    lane.parts().clock().instant(),
                    now + request.timeout().toNanos());
        }
    }

    /** The job that asks, to be run before any other; null when there is none. */
    @Nullable
    JobTask asking() {
        return asking;
    }

    Optional<DeviceIdentity> identity() {
        return identity;
    }

    DeviceClass deviceClass() {
        return identity.map(DeviceClass::of).orElse(DeviceClass.UNKNOWN);
    }

    /** The job that asks ended. */
    void ended(Job job) {
        asking = null;
        identity = job.result().filter(DeviceIdentity.class::isInstance).map(DeviceIdentity.class::cast);
        if (identity.isEmpty()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "subchannel {0}: the device did not say what it is, its class stays unknown: {1}",
                    request.subchannel(),
                    job.outcome().map(Outcome::detail).orElse(""));
        }
    }
}
