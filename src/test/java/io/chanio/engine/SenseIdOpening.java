package io.chanio.engine;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.Octets;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.util.List;

/** The opening as it is in production, but for the command information. */
record SenseIdOpening() implements Recipe<DeviceIdentity> {

    private static final int SENSE_ID = 0xE4;
    private static final int BYTES = 256;

    @Override
    public String name() {
        return "sense-id";
    }

    @Override
    public Effect effect() {
        return LaneBed.READS;
    }

    @Override
    public Step<DeviceIdentity> begin() {
        return new Step.Run<>(
                ChannelProgram.of(ProgramCcw.of(SENSE_ID, new Operand.Count(BYTES), CcwFlag.SLI)),
                SenseIdOpening::judge);
    }

    private static Step<DeviceIdentity> judge(ProgramResult result) {
        Octets answer = result.data().getFirst().bytes();
        return new Step.Done<>(
                new DeviceIdentity(answer.halfwordAt(1), answer.at(3), answer.halfwordAt(4), answer.at(6), List.of()));
    }
}
