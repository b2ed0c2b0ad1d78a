package io.chanio.port.sim;

import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.port.Errno;
import java.time.Duration;

/**
 * What goes wrong with one START: each start takes the next one that was arranged.
 *
 * @see Faults
 */
public sealed interface Fault {

    /** Nothing: a start that goes well between others that don't. */
    record None() implements Fault {}

    /** The driver refuses the start. */
    record RefuseStart(Errno errno) implements Fault {}

    /**
     * The start is accepted, and its interruption says that the program was never executed.
     *
     * @param code status pending (1) or not operational (3)
     * @param status the event's, with code 1
     */
    record DeferCondition(ConditionCode code, DeviceStatus status) implements Fault {}

    /** The final IRB is stored, but nobody is told. */
    record LoseInterruption() implements Fault {}

    /** An unsolicited IRB takes the final one's place in the driver: it never learns of the end. */
    record OverwriteInterruption(DeviceStatus by) implements Fault {}

    /** The driver learns of the end, but an unsolicited IRB takes the final one's place before it can be read. */
    record CoalesceInterruption(DeviceStatus with) implements Fault {}

    /** The final interruption comes twice. */
    record DoubleInterruption() implements Fault {}

    /** The program takes this much longer. */
    record Delay(Duration by) implements Fault {}

    /** The program never ends by itself. */
    record NeverEnd() implements Fault {}

    /** Channel end and device end come in two IRBs, each in a turn of its own. */
    record SplitEnding() implements Fault {}

    /** The program is suspended before its first CCW and never resumed. */
    record Suspend() implements Fault {}
}
