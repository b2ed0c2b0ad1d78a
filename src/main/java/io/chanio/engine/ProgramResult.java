package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.Irb;
import io.chanio.program.ChannelProgram;
import java.util.List;
import java.util.Optional;

/**
 * What one run of a channel program gave.
 *
 * @param deviceClass of the device that it ran on
 * @param status what the channel and the device said, gathered over the IRBs of this start; empty when it never started
 * @param irb the last IRB of this start, as it came
 * @param data one for each read-class CCW, by CCW
 */
public record ProgramResult(
        ChannelProgram program,
        DeviceClass deviceClass,
        Outcome outcome,
        Optional<GatheredStatus> status,
        Optional<Irb> irb,
        Optional<Sense> sense,
        List<CcwData> data) {

    public ProgramResult {
        data = List.copyOf(data);
    }
}
