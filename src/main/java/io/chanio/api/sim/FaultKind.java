package io.chanio.api.sim;

import io.chanio.css.ConditionCode;
import io.chanio.css.Octets;
import io.chanio.port.Errno;
import io.chanio.port.sim.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The faults of a script by their names, and how each is read. */
// The functions keep nothing: they are no more than the names of methods.
@SuppressWarnings("ImmutableEnumChecker")
enum FaultKind {
    NONE(values -> Optional.of(new Fault.None())),
    REFUSE_START(
            values -> values.required("errno", Arrays.asList(Errno.values())).map(Fault.RefuseStart::new)),
    DELAY(FaultKind::delay),
    UNIT_CHECK(FaultKind::unitCheck),
    DEFER_CONDITION(FaultKind::deferCondition),
    NEVER_END(values -> Optional.of(new Fault.NeverEnd())),
    SUSPEND(values -> Optional.of(new Fault.Suspend())),
    PRESENT_UNSOLICITED(FaultKind::presentUnsolicited),
    LOSE_PATHS(values -> values.paths().map(Fault.LosePaths::new)),
    REMOVE_DEVICE(values -> Optional.of(new Fault.RemoveDevice())),
    LOSE_INTERRUPTION(values -> Optional.of(new Fault.LoseInterruption())),
    OVERWRITE_INTERRUPTION(values -> values.deviceStatus().map(Fault.OverwriteInterruption::new)),
    COALESCE_INTERRUPTION(values -> values.deviceStatus().map(Fault.CoalesceInterruption::new)),
    DOUBLE_INTERRUPTION(values -> Optional.of(new Fault.DoubleInterruption())),
    SPLIT_ENDING(FaultKind::splitEnding);

    static final String CONDITION_CODE = "conditionCode";
    static final String SENSE_DELIVERY = "senseDelivery";
    static final String DELAY_MILLIS = "delayMillis";

    private static final int DELAY_MILLIS_MAX = (int) Fault.Delay.MAX.toMillis();

    /** Long enough for the first ending to be read before the second takes its place. */
    private static final int APART_MILLIS = 100;

    private static final List<ConditionCode> DEFERRED =
            List.of(ConditionCode.STATUS_PENDING, ConditionCode.NOT_OPERATIONAL);

    private final Function<Values, Optional<Fault>> reader;

    FaultKind(Function<Values, Optional<Fault>> reader) {
        this.reader = reader;
    }

    /** Empty when something was wrong, which was noted. */
    Optional<Fault> read(Values values) {
        return reader.apply(values);
    }

    private static Optional<Fault> splitEnding(Values values) {
        OptionalInt millis = values.members().number(DELAY_MILLIS, 0, DELAY_MILLIS_MAX);
        return Optional.of(new Fault.SplitEnding(Duration.ofMillis(millis.orElse(APART_MILLIS))));
    }

    private static Optional<Fault> delay(Values values) {
        OptionalInt millis = values.number(DELAY_MILLIS, 1, DELAY_MILLIS_MAX);
        return millis.isEmpty() ? Optional.empty() : Optional.of(new Fault.Delay(Duration.ofMillis(millis.getAsInt())));
    }

    private static Optional<Fault> unitCheck(Values values) {
        Fault.SenseDelivery delivery = values.optional(SENSE_DELIVERY, Arrays.asList(Fault.SenseDelivery.values()))
                .orElse(Fault.SenseDelivery.CONCURRENT);
        return values.sense().map(sense -> new Fault.UnitCheck(sense, delivery));
    }

    private static Optional<Fault> deferCondition(Values values) {
        Optional<ConditionCode> code = values.required(CONDITION_CODE, DEFERRED);
        return values.deviceStatus()
                .flatMap(status -> code.map(deferred -> new Fault.DeferCondition(deferred, status)));
    }

    private static Optional<Fault> presentUnsolicited(Values values) {
        Octets sense = values.senseOrNone();
        return values.deviceStatus().map(status -> new Fault.PresentUnsolicited(status, sense));
    }
}
