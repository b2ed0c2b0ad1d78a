package io.chanio.port.sim;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.css.Scsw;
import io.chanio.port.sim.Interruptions.Signal;
import java.util.List;

/**
 * How a program that ran to its end is told to the driver: what of it, in which order, and what is left in the subchannel.
 * A {@link Fault} makes another thing of it than the hardware would.
 *
 * @param told one IRB each, as they are handed over
 * @param left the subchannel's status once all was taken
 * @param deviceEnd whether the device still works, and ends in a turn of its own
 * @see "SA22-7832 Principles of Operation, ch. 16, I/O Interruptions"
 */
record Ending(List<Told> told, Scsw left, DeviceEnd deviceEnd) {

    /** One IRB on its way to the driver. */
    record Told(Scsw scsw, Octets sense, Signal signal) {}

    /** Whether device end came with the program's ending. */
    enum DeviceEnd {
        PRESENTED,
        OWED
    }

    Ending {
        told = List.copyOf(told);
    }

    /** That of the program with {@code result}, whose start meets {@code fault}. */
    static Ending of(Scsw running, ChannelResult result, Fault fault) {
        if (fault instanceof Fault.OfEnding what) {
            return of(running, result, what);
        }
        return result.deviceEndOwed() ? split(running, result) : whole(told(running, result, Signal.SENT));
    }

    private static Ending of(Scsw running, ChannelResult result, Fault.OfEnding what) {
        Told all = told(running, result, Signal.SENT);
        Scsw left = Scsws.taken(all.scsw());
        return switch (what) {
            case Fault.LoseInterruption ignored -> whole(told(running, result, Signal.LOST));
            case Fault.OverwriteInterruption(var by) -> presented(left, unsolicited(left, by));
            case Fault.CoalesceInterruption(var with) -> presented(left, all, unsolicited(left, with));
            case Fault.DoubleInterruption ignored -> presented(left, all, all);
            case Fault.SplitEnding ignored -> result.unusual() ? whole(all) : split(running, result);
        };
    }

    private static Told told(Scsw running, ChannelResult result, Signal signal) {
        return new Told(Scsws.ended(running, result), result.sense(), signal);
    }

    private static Told unsolicited(Scsw left, DeviceStatus status) {
        return new Told(Scsws.unsolicited(left, status), Octets.EMPTY, Signal.SENT);
    }

    private static Ending presented(Scsw left, Told... told) {
        return new Ending(List.of(told), left, DeviceEnd.PRESENTED);
    }

    private static Ending whole(Told all) {
        return presented(Scsws.taken(all.scsw()), all);
    }

    private static Ending split(Scsw running, ChannelResult result) {
        Scsw channelEnd = Scsws.channelEnd(running, result);
        return new Ending(
                List.of(new Told(channelEnd, result.sense(), Signal.SENT)),
                running.withActivityControl(channelEnd.activityControl()),
                DeviceEnd.OWED);
    }
}
