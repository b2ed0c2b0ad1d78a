package io.chanio.operation;

import io.chanio.css.SenseData;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.recipe.Answers;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;

/**
 * SENSE: takes the sense data that a device holds. Not repeatable, because the device clears it.
 *
 * @see "SA22-7204 Common I/O-Device Commands, Sense"
 */
public record SenseOperation() implements Recipe<SenseData> {

    private static final int SENSE = 0x04;
    private static final int LONGEST = 32;

    @Override
    public String name() {
        return "sense";
    }

    @Override
    public Effect effect() {
        return new Effect(false, false);
    }

    @Override
    public Step<SenseData> begin() {
        return new Step.Run<>(
                ChannelProgram.of(ProgramCcw.of(SENSE, new Operand.Count(LONGEST), CcwFlag.SLI)),
                result -> new Step.Done<>(new SenseData(Answers.stored(result, 0))));
    }
}
