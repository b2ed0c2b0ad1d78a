package io.chanio.engine;

import io.chanio.program.ChannelProgram;

/**
 * What a recipe wants next.
 *
 * @param <R> the operation's result
 */
public sealed interface Step<R> {

    /** Run {@code program}; only when it ends COMPLETED is {@code judge} asked, otherwise the job ends with its outcome. */
    record Run<R>(ChannelProgram program, Judge<R> judge) implements Step<R> {}

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
