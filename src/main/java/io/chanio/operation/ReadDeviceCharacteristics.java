package io.chanio.operation;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.recipe.Answers;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.util.OptionalInt;

/**
 * READ DEVICE CHARACTERISTICS: asks a device for its properties, a disk for its geometry.
 *
 * <pre>
 * +12  cylinders 2 (FFFE: see +60), heads 2, sectors 1, track length 3
 * +60  cylinders 4
 * </pre>
 *
 * @see "GA32-0274 3990/9390 Storage Control Reference, Read Device Characteristics"
 * @see "linux drivers/s390/block/dasd_eckd.h, struct dasd_eckd_characteristics"
 */
public record ReadDeviceCharacteristics() implements Recipe<DeviceCharacteristics> {

    private static final int READ_DEVICE_CHARACTERISTICS = 0x64;
    private static final int LENGTH = 64;
    private static final int CYLINDERS_OFFSET = 12;
    private static final int HEADS_OFFSET = 14;
    private static final int SECTORS_OFFSET = 16;
    private static final int TRACK_LENGTH_OFFSET = 17;
    private static final int LONG_CYLINDERS_OFFSET = 60;

    /** Stands for a number of cylinders that 16 bits don't hold. */
    private static final int CYLINDERS_ELSEWHERE = 0xFFFE;

    @Override
    public String name() {
        return "read-device-characteristics";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<DeviceCharacteristics> begin() {
        return new Step.Run<>(
                ChannelProgram.of(ProgramCcw.of(READ_DEVICE_CHARACTERISTICS, new Operand.Count(LENGTH), CcwFlag.SLI)),
                ReadDeviceCharacteristics::judge);
    }

    private static Step<DeviceCharacteristics> judge(ProgramResult result) {
        Octets raw = Answers.stored(result, 0);
        if (!hasTracks(result.deviceClass())) {
            return new Step.Done<>(new DeviceCharacteristics(
                    raw, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));
        }
        if (raw.length() < LENGTH) {
            return new Step.Unusable<>("the disk answered READ DEVICE CHARACTERISTICS with %d bytes, %d are needed"
                    .formatted(raw.length(), LENGTH));
        }
        return new Step.Done<>(new DeviceCharacteristics(
                raw,
                OptionalInt.of(cylinders(raw)),
                OptionalInt.of(raw.halfwordAt(HEADS_OFFSET)),
                OptionalInt.of(raw.at(SECTORS_OFFSET)),
                OptionalInt.of(raw.at(TRACK_LENGTH_OFFSET) << Short.SIZE | raw.halfwordAt(TRACK_LENGTH_OFFSET + 1))));
    }

    private static int cylinders(Octets raw) {
        int cylinders = raw.halfwordAt(CYLINDERS_OFFSET);
        return cylinders == CYLINDERS_ELSEWHERE ? raw.wordAt(LONG_CYLINDERS_OFFSET) : cylinders;
    }

    private static boolean hasTracks(DeviceClass deviceClass) {
        return switch (deviceClass) {
            case ECKD, CKD -> true;
            case FBA, TAPE, TERMINAL_3270, UNIT_RECORD, CONSOLE, UNKNOWN -> false;
        };
    }
}
