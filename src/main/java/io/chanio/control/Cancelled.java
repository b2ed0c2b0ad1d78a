package io.chanio.control;

import io.chanio.engine.CallRefused;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;

/** What became of asking for a job's end. */
public sealed interface Cancelled {

    /** It is cancelled, now or since before, and never touched the device or has let go of it. */
    record Done(JobRecord job) implements Cancelled {}

    /** Its program is on the subchannel. */
    record Running(JobRecord job) implements Cancelled {}

    /** Its program is on the subchannel, and the kernel offers neither halt nor clear for it. */
    record NotOffered(JobRecord job) implements Cancelled {}

    /** It had ended otherwise. */
    record Ended(JobRecord job) implements Cancelled {}

    /** Its lane takes no more requests, so nothing was cancelled. */
    record Refused(CallRefused.Reason reason, String detail) implements Cancelled {}

    /** Another node has its subchannel. */
    record OfAnotherNode(JobRecord job) implements Cancelled {}

    /** It is none of this node's, and those of the others can't be read now. */
    record Unavailable(String detail) implements Cancelled {}

    record UnknownJob(JobId job) implements Cancelled {}
}
