package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CcwTest {

    private static final Ccw READ_DATA = new Ccw(0x06, Ccw.CHAIN_COMMAND | Ccw.SUPPRESS_LENGTH_INDICATION, 80, 0x12345);

    @Test
    void bothFormatsAreLaidOutAsDrawn() {
        assertThat(encoded(CcwFormat.FORMAT_1, READ_DATA)).hasToString("0660005000012345");
        assertThat(encoded(CcwFormat.FORMAT_0, READ_DATA)).hasToString("0601234560000050");
    }

    @Test
    void reservedBitsOfAnAddressAreNotRead() {
        ByteBuffer area = ByteBuffer.wrap(Octets.ofHex("06ffffffffffffff").toArray());

        assertThat(Ccw.decode(CcwFormat.FORMAT_1, area, 0)).isEqualTo(new Ccw(6, 0xFF, 0xFFFF, 0x7FFF_FFFF));
        assertThat(Ccw.decode(CcwFormat.FORMAT_0, area, 0)).isEqualTo(new Ccw(6, 0xFF, 0xFFFF, 0xFF_FFFF));
    }

    @ParameterizedTest
    @CsvSource({
        "0x03, CONTROL, false",
        "0x06, READ, true",
        "0xde, READ, true",
        "0x63, CONTROL, false",
        "0x31, WRITE, false",
        "0x04, SENSE, true",
        "0xe4, SENSE, true",
        "0x14, SENSE, true",
        "0x0c, READ_BACKWARD, true",
        "0x08, TRANSFER_IN_CHANNEL, false",
        "0xf8, TRANSFER_IN_CHANNEL, false",
        "0x00, INVALID, false",
        "0xf0, INVALID, false"
    })
    void theLowBitsOfTheCommandSayItsType(String command, CommandType type, boolean storesData) {
        CommandType found = CommandType.of(Integer.decode(command));

        assertThat(found).isEqualTo(type);
        assertThat(found.storesData()).isEqualTo(storesData);
    }

    @Test
    void chainsByEitherFlag() {
        assertThat(READ_DATA.chains()).isTrue();
        assertThat(new Ccw(6, Ccw.CHAIN_DATA, 1, 0).chains()).isTrue();
        assertThat(new Ccw(6, Ccw.SUPPRESS_LENGTH_INDICATION | Ccw.SKIP, 1, 0).chains())
                .isFalse();
        assertThat(READ_DATA.type()).isEqualTo(CommandType.READ);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Ccw(0x100, 0, 0, 0)).hasMessage("command X'100' is not 0 to X'ff'");
        assertThatThrownBy(() -> new Ccw(0, -1, 0, 0)).hasMessageContaining("flags");
        assertThatThrownBy(() -> new Ccw(0, 0, 65_536, 0)).hasMessage("count X'10000' is not 0 to X'ffff'");
        assertThatThrownBy(() -> new Ccw(0, 0, 0, -1)).hasMessage("data address ffffffff has more than 31 bits");
        assertThatThrownBy(() -> encoded(CcwFormat.FORMAT_0, new Ccw(6, 0, 1, 0x100_0000)))
                .hasMessage("format-0 data address X'1000000' is not 0 to X'ffffff'");
    }

    private static Octets encoded(CcwFormat format, Ccw ccw) {
        ByteBuffer area = ByteBuffer.allocate(Ccw.LENGTH);
        ccw.encode(format, area, 0);
        return Octets.of(area, 0, Ccw.LENGTH);
    }
}
