package io.chanio.control;

import io.chanio.css.DeviceClass;
import io.chanio.css.SubchannelId;
import io.chanio.engine.ControlFunction;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.LaneView;
import io.chanio.operation.ParameterFault;
import io.chanio.program.ProgramFault;
import java.util.List;
import java.util.Set;

/** What became of submitting a job. */
public sealed interface Submitted {

    /** It waits, runs or has even ended. */
    record Accepted(JobRecord job) implements Submitted {}

    record UnknownSubchannel(SubchannelId subchannel) implements Submitted {}

    /** The subchannel's state forbids it; the lane says which and why. */
    record Unavailable(LaneView lane) implements Submitted {}

    record InvalidProgram(List<ProgramFault> faults) implements Submitted {

        public InvalidProgram {
            faults = List.copyOf(faults);
        }
    }

    /** The program does not fit the subchannel's arena; both in bytes. */
    record ProgramTooLarge(int needed, int available) implements Submitted {}

    record UnknownOperation(String name, List<String> known) implements Submitted {

        public UnknownOperation {
            known = List.copyOf(known);
        }
    }

    /** The operation's parameters are at fault. */
    record InvalidParameters(List<ParameterFault> faults) implements Submitted {

        public InvalidParameters {
            faults = List.copyOf(faults);
        }
    }

    /** The operation is not made for devices of this class. */
    record NotApplicable(String operation, DeviceClass actual, Set<DeviceClass> needed) implements Submitted {

        public NotApplicable {
            needed = Set.copyOf(needed);
        }
    }

    record QueueFull(int capacity) implements Submitted {}

    /** The record of jobs has no room that could be given up. */
    record HistoryFull() implements Submitted {}

    record Draining() implements Submitted {}

    /** The kernel does not offer the function for the subchannel. */
    record NotOffered(SubchannelId subchannel, ControlFunction function) implements Submitted {}

    /** The same request came before; {@code job} is what came of it. */
    record Replayed(JobRecord job) implements Submitted {}

    /** Another request came before under the same key. */
    record KeyReused() implements Submitted {}

    /** The same request came before, and what came of it is known no longer. */
    record KeyExpired(JobId job) implements Submitted {}

    /** The job can't be recorded, so nothing can be promised; it may run all the same where running it twice does no harm. */
    record LedgerUnavailable(String detail) implements Submitted {}
}
