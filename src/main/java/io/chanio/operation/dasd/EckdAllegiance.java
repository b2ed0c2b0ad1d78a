package io.chanio.operation.dasd;

import io.chanio.css.PathMask;
import io.chanio.css.SenseData;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.recipe.Answers;
import io.chanio.program.AllegianceCommand;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;

/**
 * Reserves a disk to the path that the program takes, or releases it there. The engine chooses the path, keeps all programs
 * to it while the disk is reserved, and remembers it.
 *
 * @see "SA22-1025 3990/3390 Reference, Device Reserve, Unconditional Reserve, Device Release"
 * @see "linux drivers/s390/block/dasd_eckd.c: dasd_eckd_reserve, dasd_eckd_steal_lock, dasd_eckd_release"
 */
public record EckdAllegiance(String name, AllegianceCommand command) implements Recipe<ReservationAnswer> {

    /** Waits while another system has the disk. */
    public static final EckdAllegiance RESERVE = new EckdAllegiance("eckd-reserve", AllegianceCommand.RESERVE);

    public static final EckdAllegiance RELEASE = new EckdAllegiance("eckd-release", AllegianceCommand.RELEASE);

    /** Takes the disk from whoever has it. */
    public static final EckdAllegiance UNCONDITIONAL_RESERVE =
            new EckdAllegiance("eckd-unconditional-reserve", AllegianceCommand.UNCONDITIONAL_RESERVE);

    private static final int SENSE_BYTES = 32;

    @Override
    public Effect effect() {
        return new Effect(true, false);
    }

    @Override
    public Step<ReservationAnswer> begin() {
        return new Step.Run<>(
                ChannelProgram.of(ProgramCcw.of(command.code(), new Operand.Count(SENSE_BYTES), CcwFlag.SLI)),
                EckdAllegiance::judge);
    }

    private static Step<ReservationAnswer> judge(ProgramResult result) {
        PathMask path = result.irb().map(irb -> irb.esw().lastPathUsed()).orElse(PathMask.NONE);
        return new Step.Done<>(new ReservationAnswer(path, new SenseData(Answers.stored(result, 0))));
    }
}
