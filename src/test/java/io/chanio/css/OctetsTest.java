package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OctetsTest {

    private final Octets senseId = Octets.ofHex("ff2107e83390020040fa0100");

    @Test
    void changesNeitherWithItsSourceNorWithItsCopies() {
        byte[] source = {1, 2, 3};
        Octets octets = Octets.of(source);

        source[0] = 9;
        octets.toArray()[1] = 9;

        assertThat(octets).isEqualTo(Octets.of(1, 2, 3)).hasSameHashCodeAs(Octets.of(1, 2, 3));
        assertThat(octets).isNotEqualTo(Octets.of(1, 2));
    }

    @Test
    void readsBigEndian() {
        assertThat(senseId.at(0)).isEqualTo(0xFF);
        assertThat(senseId.halfwordAt(1)).isEqualTo(0x2107);
        assertThat(senseId.wordAt(8)).isEqualTo(0x40FA_0100);
        assertThat(senseId.length()).isEqualTo(12);
    }

    @Test
    void cutsAndJoins() {
        assertThat(senseId.slice(1, 4)).hasToString("2107e8");
        assertThat(senseId.first(3).concat(Octets.of(0x1FF))).hasToString("ff2107ff");
        assertThat(senseId.first(99)).isEqualTo(senseId);
        assertThat(Octets.zeros(2)).hasToString("0000");
        assertThat(Octets.of(new byte[0]).isEmpty()).isTrue();
    }

    @Test
    void leavesABuffersPositionAlone() {
        ByteBuffer area = ByteBuffer.allocate(16);

        senseId.copyTo(area, 2);

        assertThat(Octets.of(area, 2, 12)).isEqualTo(senseId);
        assertThat(area.position()).isZero();
    }

    @Test
    void refusesWhatIsOutside() {
        assertThatThrownBy(() -> senseId.slice(0, 13)).hasMessage("offset 13 of 12 bytes");
        assertThatThrownBy(() -> senseId.slice(-1, 2)).hasMessage("offset -1 of 12 bytes");
        assertThatThrownBy(() -> Octets.ofHex("0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> senseId.at(12)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
