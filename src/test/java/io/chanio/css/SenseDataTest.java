package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sense bytes as real devices gave them, variations of those, and the flags one by one. */
class SenseDataTest {

    @ParameterizedTest
    @CsvSource({
        "8000000000000404000000000000000000000000000000000000008000000004, [COMMAND_REJECT], 0, 4, 0, 4",
        "8000000002000204000000000000000000000000000000000000008000000002, [COMMAND_REJECT], 0, 4, 0, 2",
        "80000000000c0f2200000000000000000000000000000000000000800001120f, [COMMAND_REJECT], 2, 2, 274, 15",
        "0020000000000e0000000000000000000000000000000000000000800000000e, [END_OF_CYLINDER], 0, 0, 0, 14",
        "0004000000010b0000000000000000000000000000000000000000800000010b, [FILE_PROTECTED], 0, 0, 1, 11",
        "8000000010001a01000000000000000000000000000000000000000000000000, [COMMAND_REJECT], 0, 1, 256, 10",
        "800000001001070100000000000000000000000000000000, [COMMAND_REJECT], 0, 1, 1, 7"
    })
    void readsAnEckdDevice(String hex, String flags, int format, int message, int cylinder, int head) {
        SenseData sense = new SenseData(Octets.ofHex(hex));
        EckdSense eckd = sense.eckd().orElseThrow();

        assertThat(sense.flags()).hasToString(flags);
        assertThat(eckd.format()).isEqualTo(format);
        assertThat(eckd.message()).isEqualTo(message);
        assertThat(eckd.track()).contains(new EckdSense.Track(cylinder, head));
        assertThat(eckd.remainingCount()).isEmpty();
    }

    @Test
    void aLeftDomainSaysHowManyCommandsRemained() {
        Octets bytes = Octets.ofHex("8100000300000600000000000000000000000000000000000000008000000006");
        SenseData sense = new SenseData(bytes);

        assertThat(sense.flags()).containsExactly(SenseData.Flag.COMMAND_REJECT, SenseData.Flag.INCOMPLETE_DOMAIN);
        assertThat(sense.eckd().orElseThrow().remainingCount()).hasValue(3);
    }

    @Test
    void aTrackThatDoesNotFitIsAbsent() {
        Octets bytes = Octets.ofHex("0008000000ffff00").concat(Octets.zeros(24));

        assertThat(new SenseData(bytes).eckd().orElseThrow().track()).isEmpty();
    }

    @Test
    void everyFlagHasItsPlace() {
        assertThat(flagsOf(0xFF, 0xFF, 0xF4)).containsExactlyElementsOf(EnumSet.allOf(SenseData.Flag.class));
        assertThat(flagsOf(0x40, 0, 0)).containsExactly(SenseData.Flag.INTERVENTION_REQUIRED);
        assertThat(flagsOf(0x20, 0, 0)).containsExactly(SenseData.Flag.BUS_OUT_CHECK);
        assertThat(flagsOf(0x10, 0, 0)).containsExactly(SenseData.Flag.EQUIPMENT_CHECK);
        assertThat(flagsOf(0x08, 0, 0)).containsExactly(SenseData.Flag.DATA_CHECK);
        assertThat(flagsOf(0x04, 0, 0)).containsExactly(SenseData.Flag.OVERRUN);
        assertThat(flagsOf(0, 0x80, 0)).containsExactly(SenseData.Flag.PERMANENT_ERROR);
        assertThat(flagsOf(0, 0x40, 0)).containsExactly(SenseData.Flag.INVALID_TRACK_FORMAT);
        assertThat(flagsOf(0, 0x10, 0)).containsExactly(SenseData.Flag.MESSAGE_TO_OPERATOR);
        assertThat(flagsOf(0, 0x08, 0)).containsExactly(SenseData.Flag.NO_RECORD_FOUND);
        assertThat(flagsOf(0, 0x02, 0)).containsExactly(SenseData.Flag.WRITE_INHIBITED);
        assertThat(flagsOf(0, 0x01, 0)).containsExactly(SenseData.Flag.IMPRECISE_ENDING);
        assertThat(flagsOf(0, 0, 0x04)).containsExactly(SenseData.Flag.IMPRECISE_ENDING);
        assertThat(flagsOf(0, 0, 0x80)).containsExactly(SenseData.Flag.REQUEST_INHIBIT_WRITE);
        assertThat(flagsOf(0, 0, 0x40)).containsExactly(SenseData.Flag.CORRECTABLE);
        assertThat(flagsOf(0, 0, 0x20)).containsExactly(SenseData.Flag.FIRST_LOGGED_ERROR);
        assertThat(flagsOf(0, 0, 0x10)).containsExactly(SenseData.Flag.ENVIRONMENTAL_DATA_PRESENT);
    }

    @Test
    void fewBytesAreEnoughForTheirFlags() {
        assertThat(new SenseData(Octets.EMPTY).flags()).isEmpty();
        assertThat(flagsOf(0x80)).containsExactly(SenseData.Flag.COMMAND_REJECT);
        assertThat(new SenseData(Octets.of(0x80)).eckd()).isEmpty();
        assertThatThrownBy(() -> new EckdSense(new SenseData(Octets.zeros(23))))
                .hasMessage("sense data of 23 bytes is shorter than 24");
    }

    private static Iterable<SenseData.Flag> flagsOf(int... bytes) {
        return new SenseData(Octets.of(bytes)).flags();
    }
}
