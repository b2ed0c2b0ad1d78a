package io.chanio.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** The counter behind an eventfd. */
class EventfdTest {

    private final CountingLibC counting = new CountingLibC(Native.load());
    private final LibC libc = counting.libc();

    @Test
    void countsSignalsUntilTheyAreTaken() {
        try (Eventfd eventfd = Eventfd.open(libc)) {
            assertThat(eventfd.take()).isZero();
            eventfd.signal();
            eventfd.signal();
            assertThat(eventfd.take()).isEqualTo(2);
            assertThat(eventfd.take()).isZero();
        }
    }

    @Test
    void addsManySignalsAtOnce() {
        try (Eventfd eventfd = Eventfd.open(libc)) {
            eventfd.signal(0x1_0000_0002L);
            eventfd.signal();
            assertThat(eventfd.take()).isEqualTo(0x1_0000_0003L);
        }
    }

    @Test
    void doesNotWaitWhenItsCounterIsFull() {
        try (Eventfd eventfd = Eventfd.open(libc)) {
            eventfd.signal(Eventfd.ADDEND_MAX);
            eventfd.signal();
            assertThat(eventfd.take()).isEqualTo(Eventfd.ADDEND_MAX);
        }
    }

    @Test
    void refusesTheOneNumberThatCannotBeAdded() {
        try (Eventfd eventfd = Eventfd.open(libc)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> eventfd.signal(-1))
                    .withMessageContaining("18446744073709551615");
        }
    }

    @Test
    void isClosedOnceAndRefusesUseAfterwards() {
        long before = OpenDescriptors.count("eventfd");
        Eventfd eventfd = Eventfd.open(libc);
        assertThat(OpenDescriptors.count("eventfd")).isEqualTo(before + 1);

        eventfd.close();
        eventfd.close();

        assertThat(counting.calls("close")).isEqualTo(1);
        assertThat(OpenDescriptors.count("eventfd")).isEqualTo(before);
        assertThatIllegalStateException().isThrownBy(eventfd::signal);
        assertThatIllegalStateException().isThrownBy(() -> eventfd.signal(2));
        assertThatIllegalStateException().isThrownBy(eventfd::take);
        assertThatIllegalStateException().isThrownBy(eventfd::number);
    }
}
