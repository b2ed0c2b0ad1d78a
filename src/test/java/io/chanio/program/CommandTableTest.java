package io.chanio.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.CommandType;
import io.chanio.css.DeviceClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandTableTest {

    @ParameterizedTest
    @EnumSource
    void everyClassKnowsTheCommonCommands(DeviceClass deviceClass) {
        CommandTable table = CommandTable.of(deviceClass);

        assertThat(table.named("NOP")).map(Command::code).contains(0x03);
        assertThat(table.named("SENSE")).map(Command::code).contains(0x04);
        assertThat(table.named("SENSE_ID")).map(Command::code).contains(0xE4);
        assertThat(table.named("TIC")).map(Command::code).contains(0x08);
    }

    @ParameterizedTest
    @EnumSource
    void namesAndCodesFindTheSameCommand(DeviceClass deviceClass) {
        CommandTable table = CommandTable.of(deviceClass);

        assertThat(table.commands()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(command -> {
            assertThat(table.named(command.mnemonic())).contains(command);
            assertThat(table.coded(command.code())).contains(command);
            assertThat(command.mnemonic()).matches("[A-Z][A-Z0-9_]*");
            assertThat(command.direction()).isNotEqualTo(CommandType.INVALID);
        });
    }

    @Test
    void disksKnowTheirOwnCommands() {
        CommandTable table = CommandTable.of(DeviceClass.ECKD);

        assertThat(table.named("LOCATE_RECORD")).map(Command::code).contains(0x47);
        assertThat(table.named("DEFINE_EXTENT")).map(Command::code).contains(0x63);
        assertThat(table.named("READ_TRACK")).map(Command::code).contains(0xDE);
        assertThat(table.named("READ_DATA_MULTITRACK")).map(Command::code).contains(0x86);
        assertThat(table.named("REWIND")).isEmpty();
        assertThat(CommandTable.of(DeviceClass.TAPE).named("REWIND"))
                .map(Command::code)
                .contains(0x07);
    }

    @Test
    void onlySearchesAndUnknownCommandsMayPresentStatusModifier() {
        CommandTable table = CommandTable.of(DeviceClass.ECKD);

        for (Command command : table.commands()) {
            assertThat(table.mayPresentStatusModifier(command.code()))
                    .as(command.mnemonic())
                    .isEqualTo(command.mnemonic().startsWith("SEARCH_"));
        }
        assertThat(table.coded(0xC3)).isEmpty();
        assertThat(table.mayPresentStatusModifier(0xC3)).isTrue();
    }

    @Test
    void whatDependsOnParametersSaysHow() {
        for (Command command : CommandTable.of(DeviceClass.ECKD).commands()) {
            assertThat(command.rule().condition().isPresent())
                    .as(command.mnemonic())
                    .isEqualTo(command.rule().mayChangeDevice() == CommandRule.Answer.BY_PARAMETERS);
        }
    }

    @Test
    void printersSkipToTwelveChannels() {
        CommandTable table = CommandTable.of(DeviceClass.UNIT_RECORD);

        assertThat(table.named("WRITE_SKIP_1")).map(Command::code).contains(0x89);
        assertThat(table.named("WRITE_SKIP_12")).map(Command::code).contains(0xE1);
        assertThat(table.named("SKIP_1")).map(Command::code).contains(0x8B);
    }
}
