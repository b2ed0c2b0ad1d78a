package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrwTest {

    @Test
    void readsAPathThatWentAsARealDriverReportedIt() {
        Crw crw = new Crw(0x0406_0001);

        assertThat(crw.source()).isEqualTo(Crw.Source.CHANNEL_PATH);
        assertThat(crw.recovery()).isEqualTo(Crw.Recovery.PERMANENT_ERROR_NOT_INITIALIZED);
        assertThat(crw.sourceId()).isEqualTo(1);
        assertThat(crw.flags()).isEmpty();
        assertThat(crw).hasToString("04060001");
    }

    @Test
    void readsAPathThatCameBackAsARealDriverReportedIt() {
        assertThat(new Crw(0x0402_0001).recovery()).isEqualTo(Crw.Recovery.INITIALIZED);
    }

    @Test
    void readsTheFlagsOfASubchannelsReport() {
        Crw crw = new Crw(0x7384_FFFF);

        assertThat(crw.flags())
                .containsExactly(Crw.Flag.SOLICITED, Crw.Flag.OVERFLOW, Crw.Flag.CHAINED, Crw.Flag.ANCILLARY);
        assertThat(crw.source()).isEqualTo(Crw.Source.SUBCHANNEL);
        assertThat(crw.recovery()).isEqualTo(Crw.Recovery.INSTALLED_PARAMETERS_INITIALIZED);
        assertThat(crw.sourceId()).isEqualTo(0xFFFF);
    }

    @ParameterizedTest
    @CsvSource({
        "0, NULL",
        "1, AVAILABLE",
        "2, INITIALIZED",
        "3, TEMPORARY_ERROR",
        "4, INSTALLED_PARAMETERS_INITIALIZED",
        "5, TERMINAL",
        "6, PERMANENT_ERROR_NOT_INITIALIZED",
        "7, PERMANENT_ERROR_INITIALIZED",
        "8, INSTALLED_PARAMETERS_MODIFIED",
        "9, UNKNOWN",
        "10, ERROR_RECOVERY"
    })
    void recoveryCodesAreTheManuals(int code, Crw.Recovery recovery) {
        assertThat(new Crw(0x0300_0000 | code << 16).recovery()).isEqualTo(recovery);
    }

    @Test
    void keepsTheNumbersOfCodesItDoesNotKnow() {
        Crw crw = new Crw(0x0F3F_0000);

        assertThat(crw.source()).isEqualTo(Crw.Source.UNKNOWN);
        assertThat(crw.sourceCode()).isEqualTo(15);
        assertThat(crw.recovery()).isEqualTo(Crw.Recovery.UNKNOWN);
        assertThat(crw.recoveryCode()).isEqualTo(63);
    }
}
