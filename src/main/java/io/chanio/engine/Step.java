package io.chanio.engine;

import io.chanio.program.ChannelProgram;
import java.util.function.Function;

/**
 * What a recipe wants next.
 *
 * @param <R> the operation's result
 */
public sealed interface Step<R> {

    /** Run {@code program}; only when it ends COMPLETED is {@code judge} asked, otherwise the job ends with its outcome. */
    record Run<R>(ChannelProgram program, Judge<R> judge) implements Step<R> {}

    /**
     * Run {@code program} and ask {@code judge} however it ended; the job ends with the program only when nobody knows its end,
     * when nothing more can be run, or when its time is up.
     */
    record Attempt<R>(ChannelProgram program, Judge<R> judge) implements Step<R> {}

    /** Look at the subchannel's paths, and go on from there. */
    record LookAtPaths<R>(Function<PathSituation, Step<R>> next) implements Step<R> {}

    /** The operation has its result. */
    record Done<R>(R result) implements Step<R> {}

    /** The programs ended well, the operation can't use what they gave. */
    record Unusable<R>(String detail) implements Step<R> {}

    /** Judges what one program gave. */
    @FunctionalInterface
    interface Judge<R> {
        Step<R> judge(ProgramResult result);
    }
}
