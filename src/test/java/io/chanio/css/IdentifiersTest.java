package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    @Test
    void printsAndParsesTheFieldsForm() {
        assertThat(new SubchannelId(0, 0x13)).hasToString("0.0.0013");
        assertThat(SubchannelId.parse("0.3.FFff")).isEqualTo(new SubchannelId(3, 0xFFFF));
        assertThat(new DeviceNumber(2, 0x9000)).hasToString("0.2.9000");
        assertThat(DeviceNumber.parse("0.0.9000")).isEqualTo(new DeviceNumber(0, 0x9000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0120", "0.0120", "0.4.0120", "1.0.0120", "0.0.120", "0.0.00120", "0.0.012g", " 0.0.0120"})
    void refusesAnotherForm(String text) {
        assertThatThrownBy(() -> SubchannelId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no subchannel: the form is 0.s.nnnn");
        assertThatThrownBy(() -> DeviceNumber.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no device number: the form is 0.s.nnnn");
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new SubchannelId(4, 0)).hasMessage("subchannel set 4 of a subchannel is not 0 to 3");
        assertThatThrownBy(() -> new SubchannelId(0, 0x10000)).hasMessage("subchannel 65536 is not 0 to 65535");
        assertThatThrownBy(() -> new DeviceNumber(0, -1)).hasMessage("device number -1 is not 0 to 65535");
    }

    @Test
    void sortsBySetThenNumber() {
        assertThat(Stream.of("0.1.0000", "0.0.ffff", "0.0.0120", "0.3.0001")
                        .map(SubchannelId::parse)
                        .sorted())
                .extracting(SubchannelId::toString)
                .containsExactly("0.0.0120", "0.0.ffff", "0.1.0000", "0.3.0001");
        assertThat(Stream.of("0.1.0000", "0.0.ffff").map(DeviceNumber::parse).sorted())
                .extracting(DeviceNumber::toString)
                .containsExactly("0.0.ffff", "0.1.0000");
    }
}
