package io.chanio.engine;

import io.chanio.engine.Outcome.Kind;

/** Why a program is halted or cleared. */
enum LadderCause {
    TIMED_OUT(Kind.TIMED_OUT, "the program did not end in time"),
    STATUS_LOST(Kind.STATUS_LOST, "the subchannel is idle and the program's final status never came: it was lost"),
    REMOVED(Kind.DEVICE_REMOVED, "the kernel took the device back"),
    STOPPED(Kind.CANCELLED, "chanio stopped while the program ran"),
    /** The subchannel was busy with what no job of this lane had started. */
    STALE(Kind.STATUS_LOST, "the subchannel was busy with a program that is not this job's");

    private final Kind kind;
    private final String detail;

    LadderCause(Kind kind, String detail) {
        this.kind = kind;
        this.detail = detail;
    }

    /** The outcome of a program whose end the IRB of the halt or clear confirmed, or nothing did. */
    Outcome outcome(ProgramEnd end) {
        String suffix =
                switch (end) {
                    case CONFIRMED -> "; it was cleared";
                    case UNKNOWN -> "; neither halt nor clear was answered, so it may still run";
                    case NEVER_RAN -> "; it was never executed";
                };
        return Outcome.of(kind, detail + suffix);
    }
}
