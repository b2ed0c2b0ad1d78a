package io.chanio.engine;

import io.chanio.css.DeviceStatus;
import io.chanio.css.SubchannelStatus;
import java.util.OptionalInt;

/**
 * Status gathered over the IRBs of one start: channel end and device end may come apart.
 *
 * @param residualCount bytes that the last CCW did not transfer, from the IRB with primary status
 * @param stoppedAtCcw index of the last CCW that the channel used, from the IRB with primary status; empty when that names
 *     no CCW of the program
 */
public record GatheredStatus(
        DeviceStatus deviceStatus,
        SubchannelStatus subchannelStatus,
        OptionalInt residualCount,
        OptionalInt stoppedAtCcw) {}
