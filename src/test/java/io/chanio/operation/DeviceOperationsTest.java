package io.chanio.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceIdentity.CommandInformation;
import io.chanio.css.Octets;
import io.chanio.css.SenseData;
import io.chanio.operation.ConfigurationData.Element;
import io.chanio.operation.ConfigurationData.Kind;
import io.chanio.operation.ConfigurationData.Node;
import io.chanio.program.ChannelProgram;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Recipes that ask a device for itself, answered with bytes as real and emulated devices gave them. */
class DeviceOperationsTest {

    private static final String IDENTITY_3390 = "ff2107e833900200" + "40fa0100" + "41270004" + "423e01a0" + "433e0008";

    @Test
    void senseIdReadsIdentityAndCommands() {
        assertThat(answering(IDENTITY_3390).result(new SenseId()))
                .isEqualTo(new DeviceIdentity(
                        0x2107,
                        0xE8,
                        0x3390,
                        0x02,
                        List.of(
                                new CommandInformation(0, 0xFA, 0x100),
                                new CommandInformation(1, 0x27, 4),
                                new CommandInformation(2, 0x3E, 0x1A0),
                                new CommandInformation(3, 0x3E, 8))));
    }

    @Test
    void senseIdReadsTwentyBytes() {
        assertThat(answering(IDENTITY_3390).result(new SenseId()).commands()).hasSize(4);
        assertThat(answering(IDENTITY_3390.substring(0, 40))
                        .result(new SenseId())
                        .commands())
                .hasSize(3);
    }

    @Test
    void senseIdReadsSevenBytes() {
        assertThat(answering("ff383002335000").result(new SenseId()))
                .isEqualTo(new DeviceIdentity(0x3830, 0x02, 0x3350, 0, List.of()));
    }

    @Test
    void senseIdReadsAControlUnitAlone() {
        assertThat(answering("ff327000").result(new SenseId()))
                .isEqualTo(new DeviceIdentity(0x3270, 0, 0, 0, List.of()));
    }

    @Test
    void senseIdRefusesWhatIsNoIdentity() {
        assertThat(answering("ff3270").refusal(new SenseId())).contains("3 bytes");
        assertThat(answering("00327000000000").refusal(new SenseId())).contains("X'00'");
    }

    @Test
    void senseGivesWhatTheDeviceHolds() {
        assertThat(answering("8000").result(new SenseOperation())).isEqualTo(new SenseData(Octets.of(0x80, 0)));
        assertThat(answering("8000").result(new SenseOperation()).has(SenseData.Flag.COMMAND_REJECT))
                .isTrue();
    }

    @Test
    void characteristicsOfADiskHaveItsGeometry() {
        DeviceCharacteristics answer =
                answering(characteristics("0003", "00000000")).result(new ReadDeviceCharacteristics());

        assertThat(answer.cylinders()).hasValue(3);
        assertThat(answer.heads()).hasValue(15);
        assertThat(answer.sectors()).hasValue(0xE0);
        assertThat(answer.trackLength()).hasValue(58786);
        assertThat(answer.raw().length()).isEqualTo(64);
    }

    @Test
    void aLargeDiskSaysItsCylindersElsewhere() {
        assertThat(answering(characteristics("fffe", "0004002c"))
                        .result(new ReadDeviceCharacteristics())
                        .cylinders())
                .hasValue(262_188);
        assertThat(answering(characteristics("fffd", "0004002c"))
                        .result(new ReadDeviceCharacteristics())
                        .cylinders())
                .hasValue(65_533);
    }

    @Test
    void characteristicsOfATapeAreBytes() {
        DeviceCharacteristics answer = new RecipeRunner(DeviceClass.TAPE, program -> Octets.ofHex("349050"))
                .result(new ReadDeviceCharacteristics());

        assertThat(answer.raw()).isEqualTo(Octets.ofHex("349050"));
        assertThat(answer.cylinders()).isEmpty();
    }

    @Test
    void aDiskThatSaysTooLittleIsUnusable() {
        assertThat(answering("3990e9").refusal(new ReadDeviceCharacteristics())).contains("3 bytes");
    }

    @Test
    void configurationDataIsReadAsTheDeviceSays() {
        Octets descriptor = Octets.of(0xDC, 1, 1, 0)
                .concat(Octets.of("  2107900IBM750000000BALL4".getBytes(Charset.forName("IBM037"))))
                .concat(Octets.zeros(2));
        Octets data = descriptor
                .concat(Octets.zeros(32))
                .concat(Octets.of(0x40).concat(Octets.zeros(31)))
                .concat(Octets.of(0x80).concat(Octets.zeros(31)));

        ConfigurationData answer = new RecipeRunner(
                        DeviceClass.ECKD, program -> command(program) == 0xE4 ? Octets.ofHex(IDENTITY_3390) : data)
                .result(new ReadConfigurationData());

        assertThat(answer.raw()).isEqualTo(data);
        assertThat(answer.elements())
                .extracting(Element::kind)
                .containsExactly(
                        Kind.NODE_ELEMENT_DESCRIPTOR,
                        Kind.SPECIFIC_NODE_ELEMENT_QUALIFIER,
                        Kind.GENERAL_NODE_ELEMENT_QUALIFIER);
        assertThat(answer.elements()).extracting(Element::offset).containsExactly(0, 64, 96);
        assertThat(answer.elements())
                .extracting(Element::node)
                .containsExactly(
                        Optional.of(new Node("2107", "900", "IBM", "75", "0000000BALL4")),
                        Optional.empty(),
                        Optional.empty());
    }

    @Test
    void withoutACommandForItConfigurationDataIsNotRead() {
        assertThat(answering("ff383002335000").refusal(new ReadConfigurationData()))
                .contains("3830/02");
    }

    @Test
    void aCommandThatReadsNothingIsNotTrusted() {
        assertThat(answering("ff2107e833900200" + "40050100").refusal(new ReadConfigurationData()))
                .contains("X'05'");
        assertThat(answering("ff2107e833900200" + "40fa0000").refusal(new ReadConfigurationData()))
                .contains("count 0");
    }

    private static int command(ChannelProgram program) {
        return program.ccws().get(0).command();
    }

    private static RecipeRunner answering(String hex) {
        return new RecipeRunner(DeviceClass.ECKD, program -> Octets.ofHex(hex));
    }

    private static String characteristics(String cylinders, String longCylinders) {
        return "3990e933900a" + "000000000000" + cylinders + "000f" + "e0" + "00e5a2" + "00".repeat(40) + longCylinders;
    }
}
