package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.port.vfio.ClaimList.DeviceRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimListTest {

    private static final SubchannelId ELSEWHERE = SubchannelId.parse("0.0.0000");

    @Test
    void readsDevicesRangesAndSubchannels() {
        assertThat(ClaimList.parse("0.0.1111,0.1.1200-0.1.12ff,sch:0.0.0013"))
                .isEqualTo(new ClaimList(
                        List.of(range("0.0.1111", "0.0.1111"), range("0.1.1200", "0.1.12ff")),
                        List.of(SubchannelId.parse("0.0.0013"))));
    }

    @Test
    void readsUpperCaseDigitsAndTrimsBlanks() {
        assertThat(ClaimList.parse(List.of(" 0.0.12AB ", "", " 0.0.1200 - 0.0.12FF", "sch: 0.0.00AB ")))
                .isEqualTo(new ClaimList(
                        List.of(range("0.0.12ab", "0.0.12ab"), range("0.0.1200", "0.0.12ff")),
                        List.of(SubchannelId.parse("0.0.00ab"))));
    }

    @Test
    void readsNothingFromNothing() {
        assertThat(ClaimList.parse(" ")).isEqualTo(ClaimList.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1111",
                "0.0.111",
                "0.4.1111",
                "1.0.1111",
                "0.0.1111-",
                "-0.0.1111",
                "0.0.1112-0.0.1111",
                "0.0.1111-0.1.1111",
                "0.0.1111-0.0.1112-0.0.1113",
                "sch:",
                "sch:0.0.13",
                "sch:0.0.0013-0.0.0015",
                "sub:0.0.0013",
                "0.0.111g"
            })
    void saysWhichWordHasNoneOfTheForms(String word) {
        assertThatThrownBy(() -> ClaimList.parse("0.0.0001," + word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + word + "'")
                .hasMessageContaining("0.0.1200-0.0.12ff")
                .hasMessageContaining("sch:0.0.0013");
    }

    @Test
    void namesTheDevicesOfARangeWithBothItsEnds() {
        ClaimList claims = ClaimList.parse("0.0.1200-0.0.1202");

        assertThat(List.of("0.0.11ff", "0.0.1200", "0.0.1201", "0.0.1202", "0.0.1203", "0.1.1201"))
                .filteredOn(number -> claims.names(ELSEWHERE, Optional.of(DeviceNumber.parse(number))))
                .containsExactly("0.0.1200", "0.0.1201", "0.0.1202");
    }

    @Test
    void namesASubchannelWhateverItsDevice() {
        ClaimList claims = ClaimList.parse("sch:0.0.0013");

        assertThat(claims.names(SubchannelId.parse("0.0.0013"), Optional.empty()))
                .isTrue();
        assertThat(claims.names(SubchannelId.parse("0.0.0013"), Optional.of(DeviceNumber.parse("0.0.1111"))))
                .isTrue();
        assertThat(claims.names(ELSEWHERE, Optional.of(DeviceNumber.parse("0.0.0013"))))
                .isFalse();
        assertThat(claims.names(ELSEWHERE, Optional.empty())).isFalse();
    }

    private static DeviceRange range(String first, String last) {
        return new DeviceRange(DeviceNumber.parse(first), DeviceNumber.parse(last));
    }
}
