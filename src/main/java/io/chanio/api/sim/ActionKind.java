package io.chanio.api.sim;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.port.sim.Faults;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/** What can be done to a subchannel at once, by its name, and how each is read. */
// The functions keep nothing: they are no more than the names of methods.
@SuppressWarnings("ImmutableEnumChecker")
enum ActionKind {
    PRESENT_UNSOLICITED(ActionKind::presentUnsolicited),
    LOSE_PATHS(values -> forEachPath(values, Faults::losePath)),
    RESTORE_PATHS(values -> forEachPath(values, Faults::restorePath)),
    REMOVE_DEVICE(values -> Optional.of(Faults::removeDevice)),
    REQUEST_DEVICE(values -> Optional.of(Faults::requestDevice)),
    RESERVE_ELSEWHERE(values -> Optional.of(Faults::reserveElsewhere)),
    RELEASE_ELSEWHERE(values -> Optional.of(Faults::releaseElsewhere)),
    WITHHOLD_CONCURRENT_SENSE(values -> Optional.of(Faults::withholdConcurrentSense)),
    OFFER_CONCURRENT_SENSE(values -> Optional.of(Faults::offerConcurrentSense)),
    IGNORE_HALTS(values -> counted(values, Faults::ignoreHalts)),
    IGNORE_CLEARS(values -> counted(values, Faults::ignoreClears));

    static final String COUNT = "count";

    private final Function<Values, Optional<Consumer<Faults>>> reader;

    ActionKind(Function<Values, Optional<Consumer<Faults>>> reader) {
        this.reader = reader;
    }

    /** Empty when something was wrong, which was noted. */
    Optional<Consumer<Faults>> read(Values values) {
        return reader.apply(values);
    }

    private static Optional<Consumer<Faults>> presentUnsolicited(Values values) {
        Optional<DeviceStatus> status = values.deviceStatus();
        Octets sense = values.senseOrNone();
        return status.map(presented -> faults -> faults.presentUnsolicited(presented, sense));
    }

    private static Optional<Consumer<Faults>> forEachPath(Values values, ObjIntConsumer<Faults> action) {
        return values.paths().map(mask -> faults -> mask.paths().forEach(path -> action.accept(faults, path)));
    }

    private static Optional<Consumer<Faults>> counted(Values values, ObjIntConsumer<Faults> action) {
        OptionalInt count = values.number(COUNT, 1, Faults.IGNORED_MAX);
        return count.isEmpty() ? Optional.empty() : Optional.of(faults -> action.accept(faults, count.getAsInt()));
    }
}
