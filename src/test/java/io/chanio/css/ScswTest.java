package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScswTest {

    private static final int ALL_FLAGS = 0x0CFF_0000;

    /** Word 0 as a real driver presented it, its function control, status control and activity control. */
    @ParameterizedTest
    @CsvSource({
        "00c04007, START, PRIMARY SECONDARY PENDING, ''",
        "00c04017, START, ALERT PRIMARY SECONDARY PENDING, ''",
        "00c24017, START, ALERT PRIMARY SECONDARY PENDING, ''",
        "00c02001, HALT, PENDING, ''",
        "00001001, CLEAR, PENDING, ''",
        "01c06001, START HALT, PENDING, ''",
        "00c04029, START, INTERMEDIATE PENDING, SUSPENDED",
        "00c040c0, START, '', SUBCHANNEL_ACTIVE DEVICE_ACTIVE"
    })
    void namesItsControls(String control, String functions, String status, String activity) {
        Scsw scsw = ofControl(control);

        assertThat(spaced(scsw.functionControl().names())).isEqualTo(functions);
        assertThat(spaced(scsw.statusControl().names())).isEqualTo(status);
        assertThat(spaced(scsw.activityControl().names())).isEqualTo(activity);
    }

    /**
     * Which flags, all of them one, mean something beside these controls: function control, activity control and status
     * control in hexadecimal.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 00, 00, -------",
        "4, 00, 00, S-FPIAU",
        "2, 00, 00, -------",
        "1, 00, 00, -------",
        "6, 00, 00, S-FPIAU",
        "0, 00, 01, -L-----",
        "4, 00, 01, SLFPIAU",
        "4, 00, 16, S-FPIAU",
    })
    void flagsOfTheStartMeanSomethingOnlyWithIt(String functions, String activity, String status, String expected) {
        Scsw scsw = withAllFlags(functions, activity, status);

        assertThat(shown(scsw, "SLFPIAU")).isEqualTo(expected);
        assertThat(scsw.key().isPresent()).isEqualTo(expected.startsWith("S"));
        assertThat(scsw.ccwFormat().isPresent()).isEqualTo(expected.startsWith("S"));
        assertThat(scsw.hasSubchannelLogout()).isEqualTo(expected.contains("L"));
    }

    @ParameterizedTest
    @CsvSource({
        // Z: start and intermediate. E: pending and alert, not intermediate. N: pending with a function, intermediate
        // only when suspended
        "0, 00, 00, ---",
        "4, 00, 08, Z--",
        "2, 00, 08, ---",
        "4, 00, 09, Z--",
        "4, 01, 09, Z-N",
        "4, 00, 01, --N",
        "2, 00, 01, --N",
        "0, 00, 01, ---",
        "4, 00, 10, ---",
        "4, 00, 11, -EN",
        "4, 00, 17, -EN",
        "0, 00, 11, -E-",
        "4, 00, 19, Z--",
        "4, 01, 19, Z-N",
    })
    void flagsOfTheEndMeanSomethingOnlyWithTheirStatus(
            String functions, String activity, String status, String expected) {
        Scsw scsw = withAllFlags(functions, activity, status);

        assertThat(shown(scsw, "ZEN")).isEqualTo(expected);
        assertThat(scsw.extendedControl()).isEqualTo(expected.contains("E"));
        assertThat(scsw.pathNotOperational()).isEqualTo(expected.contains("N"));
    }

    @Test
    void aFlagThatIsZeroIsFalseAndNotAbsent() {
        Scsw scsw = ofControl("00004017");

        assertThat(scsw.flag(Scsw.Flag.PREFETCH)).contains(false);
        assertThat(scsw.ccwFormat()).contains(CcwFormat.FORMAT_0);
        assertThat(scsw.flag(Scsw.Flag.ZERO_CONDITION_CODE)).isEmpty();
        assertThat(scsw.key()).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void aDeferredConditionCodeNeedsAStartAndPendingStatus(ConditionCode code) {
        Scsw scsw = ofControl("00c04001").withDeferredConditionCode(code);

        assertThat(scsw.deferredConditionCode()).contains(code);
        assertThat(scsw.withStatusControl(StatusControl.NONE).deferredConditionCode())
                .isEmpty();
        assertThat(scsw.withFunctionControl(FunctionControl.of(FunctionControl.Bit.HALT))
                        .deferredConditionCode())
                .isEmpty();
    }

    /** Word 0, word 2, then what is present: device and subchannel status, residual count, the stopping CCW. */
    @ParameterizedTest
    @CsvSource({
        "00c04007, 0c000010, unit residual stop",
        "00c04017, 0c400010, unit residual stop",
        "00c04017, 0c800010, unit residual stop",
        "00c04017, 00080010, unit residual stop",
        "00c04017, 00020010, unit residual stop",
        "00c04017, 00200010, unit stop",
        "00c04017, 00100010, unit stop",
        "00c04017, 00040010, unit stop",
        "00c04017, 00010010, unit stop",
        "00c04003, 04000010, unit",
        "00c04009, 00800010, unit",
        "00c06007, 0c000010, unit",
        "00c05007, 0c000010, unit",
        "00c02001, 00000000, unit",
        "00c00011, 80000000, unit",
        "01c04007, 0c000010, unit",
        "02c04007, 0c000010, unit",
        "03c04007, 0c000010, ''",
        "00c04006, 0c000010, ''",
        "00c00000, 0c000010, ''",
    })
    void statusMeansSomethingOnlyWhenItIsPending(String control, String unit, String present) {
        Scsw scsw = new Scsw(Integer.parseUnsignedInt(control, 16), 0x00C4_C030, Integer.parseUnsignedInt(unit, 16));

        assertThat(scsw.deviceStatus().isPresent()).isEqualTo(present.contains("unit"));
        assertThat(scsw.subchannelStatus().isPresent()).isEqualTo(present.contains("unit"));
        assertThat(scsw.residualCount().isPresent()).isEqualTo(present.contains("residual"));
        assertThat(scsw.stoppedAt().isPresent()).isEqualTo(present.contains("stop"));
    }

    @Test
    void readsTheUnitStatusOfAReadThatEndedShort() {
        Scsw scsw = new Scsw(0x00C0_4017, 0x00C4_C030, 0x0C40_0030);

        assertThat(scsw.deviceStatus())
                .contains(DeviceStatus.of(DeviceStatus.Bit.CHANNEL_END, DeviceStatus.Bit.DEVICE_END));
        assertThat(scsw.subchannelStatus()).contains(SubchannelStatus.of(SubchannelStatus.Bit.INCORRECT_LENGTH));
        assertThat(scsw.residualCount()).hasValue(48);
        assertThat(scsw.stoppedAt()).hasValue(0x00C4_C028);
    }

    @Test
    void isMadeFieldByField() {
        Orb orb = Orb.ofFormat1(0x2000).with(Orb.Flag.SUSPEND_CONTROL).withKey(9);

        Scsw scsw = Scsw.startedBy(orb)
                .withStatusControl(StatusControl.of(
                        StatusControl.Bit.ALERT,
                        StatusControl.Bit.PRIMARY,
                        StatusControl.Bit.SECONDARY,
                        StatusControl.Bit.PENDING))
                .withActivityControl(ActivityControl.of(ActivityControl.Bit.SUSPENDED))
                .withProgramAddress(0x2008)
                .with(Scsw.Flag.PATH_NOT_OPERATIONAL)
                .withDeferredConditionCode(ConditionCode.STATUS_PENDING)
                .withUnitStatus(
                        DeviceStatus.of(DeviceStatus.Bit.UNIT_CHECK),
                        SubchannelStatus.of(SubchannelStatus.Bit.CHAINING_CHECK),
                        0xFFFF);

        assertThat(scsw).isEqualTo(new Scsw(0x99C1_4037, 0x2008, 0x0201_FFFF));
        assertThat(scsw.without(Scsw.Flag.PATH_NOT_OPERATIONAL).control()).isEqualTo(0x99C0_4037);
        assertThat(scsw.key()).hasValue(9);
    }

    @Test
    void aLaterFieldReplacesTheEarlierOne() {
        Scsw scsw = new Scsw(-1, -1, -1)
                .withFunctionControl(FunctionControl.NONE)
                .withActivityControl(ActivityControl.NONE)
                .withStatusControl(StatusControl.NONE)
                .withDeferredConditionCode(ConditionCode.ACCEPTED)
                .withUnitStatus(DeviceStatus.NONE, SubchannelStatus.NONE, 0);

        assertThat(scsw).isEqualTo(new Scsw(0xFCFF_8000, -1, 0));
    }

    private static Scsw ofControl(String hex) {
        return new Scsw(Integer.parseUnsignedInt(hex, 16), 0, 0);
    }

    private static Scsw withAllFlags(String functions, String activity, String status) {
        return new Scsw(ALL_FLAGS, 0, 0)
                .withFunctionControl(new FunctionControl(Integer.parseInt(functions, 16)))
                .withActivityControl(new ActivityControl(Integer.parseInt(activity, 16)))
                .withStatusControl(new StatusControl(Integer.parseInt(status, 16)));
    }

    /** A letter for each flag that is one and means something, else a dash. */
    private static String shown(Scsw scsw, String letters) {
        String ofFlags = "SLFPIAUZEN";
        StringBuilder shown = new StringBuilder();
        for (Scsw.Flag flag : EnumSet.allOf(Scsw.Flag.class)) {
            char letter = ofFlags.charAt(shown.length());
            shown.append(scsw.flag(flag).orElse(false) ? letter : '-');
        }
        int from = ofFlags.indexOf(letters);
        return shown.substring(from, from + letters.length());
    }

    private static <B extends Enum<B>> String spaced(Set<B> names) {
        return String.join(" ", names.stream().map(Enum::name).toList());
    }
}
