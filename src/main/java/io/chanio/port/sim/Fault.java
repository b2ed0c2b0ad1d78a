package io.chanio.port.sim;

import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.Errno;
import java.time.Duration;

/**
 * What goes wrong with one START: each start takes the next one that was arranged.
 *
 * @see Faults
 */
public sealed interface Fault {

    /** How sense data comes. */
    enum SenseDelivery {
        /** With the unit check, where the subchannel offers that. */
        CONCURRENT,
        /** The device keeps it for a SENSE. */
        OWED
    }

    /** Nothing: a start that goes well between others that don't. */
    record None() implements Fault {}

    /** The driver refuses the start. */
    record RefuseStart(Errno errno) implements Fault {}

    /** The program takes this much longer: its interruption is late. */
    record Delay(Duration by) implements Fault {

        /** What no channel program of a test should outlast. */
        public static final Duration MAX = Duration.ofHours(1);

        public Delay {
            if (by.isNegative() || by.compareTo(MAX) > 0) {
                throw new IllegalArgumentException("delay %s is not 0 to %s".formatted(by, MAX));
            }
        }
    }

    /** The first command ends in a unit check with this sense data; the device itself never sees it. */
    record UnitCheck(Octets sense, SenseDelivery delivery) implements Fault {

        /** What an IRB has room for. */
        public static final int SENSE_MAX = Irb.ECW_LENGTH;

        public UnitCheck {
            if (sense.isEmpty() || sense.length() > SENSE_MAX) {
                throw new IllegalArgumentException(
                        "sense data of %d bytes is not 1 to %d".formatted(sense.length(), SENSE_MAX));
            }
        }
    }

    /** What happens in a turn of its own once the start was accepted, before the first command. */
    sealed interface OfBeginning extends Fault {}

    /**
     * The start is accepted, and its interruption says that the program was never executed.
     *
     * @param code status pending (1) or not operational (3)
     * @param status the event's, with code 1
     */
    record DeferCondition(ConditionCode code, DeviceStatus status) implements OfBeginning {}

    /** The program never ends by itself. */
    record NeverEnd() implements OfBeginning {}

    /** The program is suspended before its first CCW and never resumed. */
    record Suspend() implements OfBeginning {}

    /** Status that nobody asked for comes while the program runs, with concurrent sense data or without any. */
    record PresentUnsolicited(DeviceStatus status, Octets sense) implements OfBeginning {}

    /** These paths go while the program runs; if it runs over one of them, the driver ends it. */
    record LosePaths(PathMask paths) implements OfBeginning {}

    /** The device is taken away while the program runs, for good. */
    record RemoveDevice() implements OfBeginning {}

    /** What happens to a program that ran to its end, as the driver learns of it. */
    sealed interface OfEnding extends Fault {}

    /** The final IRB is stored, but nobody is told. */
    record LoseInterruption() implements OfEnding {}

    /** An unsolicited IRB takes the final one's place in the driver: it never learns of the end. */
    record OverwriteInterruption(DeviceStatus by) implements OfEnding {}

    /** The driver learns of the end, but an unsolicited IRB takes the final one's place before it can be read. */
    record CoalesceInterruption(DeviceStatus with) implements OfEnding {}

    /** The final interruption comes twice. */
    record DoubleInterruption() implements OfEnding {}

    /** Channel end and device end come in two IRBs, each in a turn of its own, the second so much later. */
    record SplitEnding(Duration apart) implements OfEnding {

        public SplitEnding {
            if (apart.isNegative() || apart.compareTo(Delay.MAX) > 0) {
                throw new IllegalArgumentException("%s apart is not 0 to %s".formatted(apart, Delay.MAX));
            }
        }

        /** As soon as may be: whoever is told of the first may read the second. */
        public SplitEnding() {
            this(Duration.ZERO);
        }
    }
}
