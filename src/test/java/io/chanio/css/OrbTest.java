package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrbTest {

    @Test
    void aFormat1OrbIsPrefetchedOverEveryPath() {
        Orb orb = Orb.ofFormat1(0x1000)
                .with(Orb.Flag.INCORRECT_LENGTH_SUPPRESSION)
                .withInterruptionParameter(0x76EC00);
        ByteBuffer area = ByteBuffer.allocate(Orb.LENGTH);
        orb.encode(area, 0);

        assertThat(Octets.of(area, 0, Orb.LENGTH)).hasToString("0076ec0000c0ff8000001000");
        assertThat(orb.ccwFormat()).isEqualTo(CcwFormat.FORMAT_1);
    }

    @Test
    void aFormat0OrbDiffersInItsFormatAlone() {
        assertThat(Orb.ofFormat0(0x1000)).isEqualTo(new Orb(0, 0x0040_FF00, 0x1000));
        assertThat(Orb.ofFormat0(0x1000).ccwFormat()).isEqualTo(CcwFormat.FORMAT_0);
        assertThat(Orb.ofFormat1(0x1000).withCcwFormat(CcwFormat.FORMAT_0)).isEqualTo(Orb.ofFormat0(0x1000));
        assertThat(Orb.ofFormat0(0x1000).withCcwFormat(CcwFormat.FORMAT_1)).isEqualTo(Orb.ofFormat1(0x1000));
    }

    /** The bit numbers of the manual: bit 0 is the leftmost. */
    @ParameterizedTest
    @CsvSource({
        "SUSPEND_CONTROL, 4",
        "STREAMING_MODE_CONTROL, 5",
        "MODIFICATION_CONTROL, 6",
        "SYNCHRONIZATION_CONTROL, 7",
        "FORMAT_1, 8",
        "PREFETCH, 9",
        "INITIAL_STATUS_INTERRUPTION, 10",
        "ADDRESS_LIMIT_CHECKING, 11",
        "SUPPRESS_SUSPENDED_INTERRUPTION, 12",
        "TRANSPORT_MODE, 13",
        "FORMAT_2_IDAWS, 14",
        "IDAWS_OF_2K, 15",
        "INCORRECT_LENGTH_SUPPRESSION, 24",
        "MODIFIED_INDIRECT_DATA_ADDRESSING, 25",
        "EXTENSION, 31"
    })
    void flagsStandWhereTheManualSays(Orb.Flag flag, int bit) {
        Orb orb = new Orb(0, 0, 0).with(flag);

        assertThat(orb.control()).isEqualTo(Integer.MIN_VALUE >>> bit);
        assertThat(orb.flags()).containsExactly(flag);
        assertThat(orb.has(flag)).isTrue();
        assertThat(orb.without(flag).control()).isZero();
    }

    @Test
    void keyAndPathsReplaceTheEarlierOnes() {
        Orb orb = new Orb(0, -1, 0).withKey(0).withLogicalPaths(PathMask.ofPath(1));

        assertThat(orb.control()).isEqualTo(0x0FFF_40FF);
        assertThat(orb.logicalPaths()).isEqualTo(PathMask.ofPath(1));
        assertThat(orb.withKey(15).key()).isEqualTo(15);
        assertThatThrownBy(() -> orb.withKey(16)).hasMessage("storage key X'10' is not 0 to X'f'");
    }
}
