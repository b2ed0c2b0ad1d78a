package io.chanio.engine;

import io.chanio.program.Effect;
import java.util.List;

/** An operation of two programs; its result is how many bytes each brought. */
record TwoReads() implements Recipe<List<Integer>> {

    @Override
    public String name() {
        return "two-reads";
    }

    @Override
    public Effect effect() {
        return LaneBed.READS;
    }

    @Override
    public Step<List<Integer>> begin() {
        return new Step.Run<>(
                LaneBed.read(2),
                first -> new Step.Run<>(
                        LaneBed.read(2), second -> new Step.Done<>(List.of(bytes(first), bytes(second)))));
    }

    private static int bytes(ProgramResult result) {
        return result.data().getFirst().bytes().length();
    }
}
