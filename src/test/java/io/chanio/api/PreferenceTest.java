package io.chanio.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Prefer header means. */
class PreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=10|10",
                "WAIT = 10|10",
                "wait=\"10\"|10",
                "respond-async, wait=10|10",
                "foo; bar=\"a, wait=3\", wait=10; x=y|10",
                "wait=10, wait=20|10",
                "wait=0|0",
                "wait=60|60",
                "wait=61|60",
                "wait=99999999999999999999|60",
            })
    void waitsAsLongAsIsAskedAndAMinuteAtMost(String header, long seconds) {
        assertThat(waitOf(header)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "respond-async", "wait", "wait=", "wait=-1", "wait=1.5", "wait=soon", "wait=\"5", "waits=5"})
    void ignoresWhatIsMalformedOrUnknown(String header) {
        assertThat(waitOf(header)).isEmpty();
    }

    @Test
    void looksAtEveryHeader() {
        assertThat(waitOf("respond-async", "wait=5")).contains(Duration.ofSeconds(5));
        assertThat(Preference.of(List.of()).waitAtMost()).isEmpty();
    }

    private static Optional<Duration> waitOf(String... headers) {
        return Preference.of(Arrays.asList(headers)).waitAtMost();
    }
}
