package io.chanio.port.sim;

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
    record Told(Scsw scsw, Octets sense, Signal signal) {

        static Told of(Scsw scsw, Octets sense) {
            return new Told(scsw, sense, Signal.SENT);
        }

        static Told of(Scsw scsw) {
            return of(scsw, Octets.EMPTY);
        }
    }

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
        Scsw ended = Scsws.ended(running, result);
        Told all = Told.of(ended, result.sense());
        return switch (fault) {
            case Fault.LoseInterruption ignored -> whole(new Told(ended, result.sense(), Signal.LOST));
            case Fault.OverwriteInterruption(var by) ->
                new Ending(
                        List.of(Told.of(Scsws.unsolicited(Scsws.taken(ended), by))),
                        Scsws.taken(ended),
                        DeviceEnd.PRESENTED);
            case Fault.CoalesceInterruption(var with) ->
                new Ending(
                        List.of(all, Told.of(Scsws.unsolicited(Scsws.taken(ended), with))),
                        Scsws.taken(ended),
                        DeviceEnd.PRESENTED);
            case Fault.DoubleInterruption ignored ->
                new Ending(List.of(all, all), Scsws.taken(ended), DeviceEnd.PRESENTED);
            case Fault.SplitEnding ignored -> result.unusual() ? whole(all) : split(running, result);
            case Fault.None ignored -> asTheDeviceEnds(running, result, all);
            case Fault.RefuseStart ignored -> asTheDeviceEnds(running, result, all);
            case Fault.DeferCondition ignored -> asTheDeviceEnds(running, result, all);
            case Fault.Delay ignored -> asTheDeviceEnds(running, result, all);
            case Fault.NeverEnd ignored -> asTheDeviceEnds(running, result, all);
            case Fault.Suspend ignored -> asTheDeviceEnds(running, result, all);
        };
    }

    private static Ending asTheDeviceEnds(Scsw running, ChannelResult result, Told all) {
        return result.deviceEndOwed() ? split(running, result) : whole(all);
    }

    private static Ending whole(Told all) {
        return new Ending(List.of(all), Scsws.taken(all.scsw()), DeviceEnd.PRESENTED);
    }

    private static Ending split(Scsw running, ChannelResult result) {
        Scsw channelEnd = Scsws.channelEnd(running, result);
        return new Ending(
                List.of(Told.of(channelEnd, result.sense())),
                running.withActivityControl(channelEnd.activityControl()),
                DeviceEnd.OWED);
    }
}
