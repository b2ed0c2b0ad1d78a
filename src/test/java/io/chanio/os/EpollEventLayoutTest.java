package io.chanio.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one structure of the C library whose layout differs between our machines. */
class EpollEventLayoutTest {

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "x86_64"})
    void isPackedOnX86(String architecture) {
        assertThat(EpollEventLayout.of(architecture)).isEqualTo(new EpollEventLayout(4, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s390x", "aarch64", "ppc64le"})
    void isAlignedElsewhere(String architecture) {
        assertThat(EpollEventLayout.of(architecture)).isEqualTo(new EpollEventLayout(8, 16));
    }

    @Test
    void hasTheEventsFirst() {
        assertThat(EpollEventLayout.EVENTS_OFFSET).isZero();
    }
}
