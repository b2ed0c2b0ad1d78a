package io.chanio.engine;

import io.chanio.engine.Outcome.Kind;

/** Why a program is halted, cleared or reset. */
record LadderCause(Kind kind, String detail) {

    static final LadderCause TIMED_OUT = new LadderCause(Kind.TIMED_OUT, "the program did not end in time");
    static final LadderCause STATUS_LOST = new LadderCause(
            Kind.STATUS_LOST, "the subchannel is idle and the program's final status never came: it was lost");
    static final LadderCause REMOVED = new LadderCause(Kind.DEVICE_REMOVED, "the kernel took the device back");
    static final LadderCause STOPPED = new LadderCause(Kind.CANCELLED, "chanio stopped while the program ran");
    static final LadderCause CANCELLED = new LadderCause(Kind.CANCELLED, "cancelled on request while the program ran");

    /** The subchannel was busy with what no job of this lane had started. */
    static final LadderCause STALE =
            new LadderCause(Kind.STATUS_LOST, "the subchannel was busy with a program that is not this job's");

    /** A job that asks for a control function ends what runs. */
    static LadderCause of(FunctionRun asked) {
        return of(asked.function(), asked.job());
    }

    static LadderCause of(ControlFunction function, JobId job) {
        return new LadderCause(Kind.CANCELLED, "ended by the %s of job %s".formatted(function, job));
    }

    /** The outcome of a program whose end an IRB or the kernel confirmed, or nothing did. */
    Outcome outcome(ProgramEnd end) {
        String suffix =
                switch (end) {
                    case CONFIRMED -> "; its end was confirmed";
                    case UNKNOWN -> "; neither halt nor clear was answered, so it may still run";
                    case NEVER_RAN -> "; it was never executed";
                };
        return Outcome.of(kind, detail + suffix);
    }
}
