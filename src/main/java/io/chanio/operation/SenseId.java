package io.chanio.operation;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceIdentity.CommandInformation;
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
import java.util.ArrayList;
import java.util.List;

/**
 * SENSE ID: asks a device for its control-unit and device type and model, and for the commands that serve a purpose.
 *
 * <pre>
 * +0  FF, control-unit type 2, model 1, device type 2, model 1, 00
 * +8  command-information words of 4 bytes: 01 in bits 0-1, type in bits 4-7; command; count 2
 * </pre>
 *
 * @see "SA22-7204 Common I/O-Device Commands, Sense ID"
 * @see "linux drivers/s390/cio/device_id.c, snsid_check(); arch/s390/include/asm/cio.h, struct ciw"
 */
public record SenseId() implements Recipe<DeviceIdentity> {

    private static final int SENSE_ID = 0xE4;
    private static final int AREA_LENGTH = 256;
    private static final int SHORTEST_ANSWER = 4;
    private static final int FULL_ANSWER = 7;
    private static final int ALWAYS_FF = 0xFF;
    private static final int CONTROL_UNIT_TYPE_OFFSET = 1;
    private static final int CONTROL_UNIT_MODEL_OFFSET = 3;
    private static final int DEVICE_TYPE_OFFSET = 4;
    private static final int DEVICE_MODEL_OFFSET = 6;

    private static final int WORDS_OFFSET = 8;
    private static final int WORD_LENGTH = 4;
    private static final int WORD_IDENTIFIER_MASK = 0xC0;
    private static final int WORD_IDENTIFIER = 0x40;
    private static final int WORD_TYPE_MASK = 0x0F;

    @Override
    public String name() {
        return "sense-id";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<DeviceIdentity> begin() {
        return new Step.Run<>(program(), SenseId::judge);
    }

    static ChannelProgram program() {
        return ChannelProgram.of(ProgramCcw.of(SENSE_ID, new Operand.Count(AREA_LENGTH), CcwFlag.SLI));
    }

    private static Step<DeviceIdentity> judge(ProgramResult result) {
        Octets answer = Answers.stored(result, 0);
        if (answer.length() < SHORTEST_ANSWER) {
            return new Step.Unusable<>("the device answered SENSE ID with %d bytes, at least %d are needed"
                    .formatted(answer.length(), SHORTEST_ANSWER));
        }
        if (answer.at(0) != ALWAYS_FF) {
            return new Step.Unusable<>(
                    "the answer to SENSE ID begins with X'%02x', not with X'ff'".formatted(answer.at(0)));
        }
        boolean full = answer.length() >= FULL_ANSWER;
        return new Step.Done<>(new DeviceIdentity(
                answer.halfwordAt(CONTROL_UNIT_TYPE_OFFSET),
                answer.at(CONTROL_UNIT_MODEL_OFFSET),
                full ? answer.halfwordAt(DEVICE_TYPE_OFFSET) : 0,
                full ? answer.at(DEVICE_MODEL_OFFSET) : 0,
                words(answer)));
    }

    private static List<CommandInformation> words(Octets answer) {
        List<CommandInformation> words = new ArrayList<>();
        for (int offset = WORDS_OFFSET; offset + WORD_LENGTH <= answer.length(); offset += WORD_LENGTH) {
            if ((answer.at(offset) & WORD_IDENTIFIER_MASK) == WORD_IDENTIFIER) {
                words.add(new CommandInformation(
                        answer.at(offset) & WORD_TYPE_MASK, answer.at(offset + 1), answer.halfwordAt(offset + 2)));
            }
        }
        return words;
    }
}
