package io.chanio.engine;

import io.chanio.css.ConditionCode;
import io.chanio.css.Scsw;
import io.chanio.css.StatusControl;
import io.chanio.engine.LaneObserver.InterruptionKind;

/**
 * What an IRB means for the program that was started last. Seven cases, of which the first that matches holds, and a last
 * one for an IRB that means nothing.
 *
 * @see "linux arch/s390/include/asm/scsw.h, scsw_cmd_is_solicited"
 * @see "linux drivers/s390/cio/device_fsm.c, device_status.c"
 */
enum InterruptionMeaning {
    /** The clear ended, and the program with it. */
    CLEAR_ENDED(LaneEvent.CLEAR_ENDED, InterruptionKind.CLEAR),
    /** The halt ended, and the program with it. */
    HALT_ENDED(LaneEvent.HALT_ENDED, InterruptionKind.HALT),
    /** The device speaks unasked: attention, device end after not ready, a change of state. */
    UNSOLICITED(LaneEvent.UNSOLICITED, InterruptionKind.UNSOLICITED),
    /** Deferred condition code 1: the start was never executed; its status is an event. */
    NOT_EXECUTED(LaneEvent.NOT_EXECUTED, InterruptionKind.DEFERRED),
    /** Deferred condition code 3: path or device not operational. */
    NOT_OPERATIONAL(LaneEvent.NOT_OPERATIONAL, InterruptionKind.NOT_OPERATIONAL),
    /** The program goes on, or is suspended. */
    GOES_ON(LaneEvent.GOES_ON, InterruptionKind.INTERMEDIATE),
    /** The program ended. */
    FINAL(LaneEvent.FINAL, InterruptionKind.FINAL),
    /** No status is pending, or none that belongs to anything. */
    MEANINGLESS(LaneEvent.SPURIOUS, InterruptionKind.SPURIOUS);

    private static final StatusControl ALERT_ALONE =
            StatusControl.of(StatusControl.Bit.ALERT, StatusControl.Bit.PENDING);
    private static final StatusControl INTERMEDIATE_ALONE =
            StatusControl.of(StatusControl.Bit.INTERMEDIATE, StatusControl.Bit.PENDING);

    private final LaneEvent event;
    private final InterruptionKind kind;

    InterruptionMeaning(LaneEvent event, InterruptionKind kind) {
        this.event = event;
        this.kind = kind;
    }

    /** What happens to the lane. */
    LaneEvent event() {
        return event;
    }

    /** As what it is counted. */
    InterruptionKind kind() {
        return kind;
    }

    /** True for status that is the device's own word, where no program waits for it. */
    static boolean speaksUnasked(Scsw scsw) {
        return switch (of(scsw)) {
            case UNSOLICITED, NOT_EXECUTED -> true;
            // That of a start is told twice, or late.
            case FINAL -> !scsw.functionControl().start();
            case CLEAR_ENDED, HALT_ENDED, NOT_OPERATIONAL, GOES_ON, MEANINGLESS -> false;
        };
    }

    static InterruptionMeaning of(Scsw scsw) {
        if (!scsw.statusPending()) {
            return MEANINGLESS;
        }
        if (scsw.functionControl().clear()) {
            return CLEAR_ENDED;
        }
        if (scsw.functionControl().halt()) {
            return HALT_ENDED;
        }
        return switch (scsw.deferredConditionCode().orElse(ConditionCode.ACCEPTED)) {
            case STATUS_PENDING -> NOT_EXECUTED;
            case NOT_OPERATIONAL -> NOT_OPERATIONAL;
            case ACCEPTED -> ofStatus(scsw, scsw.statusControl());
            // No start is ever answered so; what status there is counts.
            case BUSY -> ofStatus(scsw, scsw.statusControl());
        };
    }

    private static InterruptionMeaning ofStatus(Scsw scsw, StatusControl status) {
        if (status.equals(ALERT_ALONE)) {
            return UNSOLICITED;
        }
        if (status.equals(INTERMEDIATE_ALONE)) {
            // Suspended, or a program-controlled interruption: never the end.
            return GOES_ON;
        }
        if (status.intermediate() || (status.primary() && !status.secondary())) {
            return scsw.activityControl().isZero() ? FINAL : GOES_ON;
        }
        return status.secondary() ? FINAL : MEANINGLESS;
    }
}
