package io.chanio.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread, many eventfds. Nothing here waits: what is awaited is ready already, or the bound is zero. */
class EventPollTest {

    private static final int LONG = 30_000;

    private final CountingLibC counting = new CountingLibC(Native.load());
    private final LibC libc = counting.libc();
    private final EventPoll poll = EventPoll.open(libc);
    private final Eventfd one = Eventfd.open(libc);
    private final Eventfd two = Eventfd.open(libc);

    @AfterEach
    void close() {
        poll.close();
        one.close();
        two.close();
    }

    @Test
    void reportsNothingWhenNothingIsReady() {
        poll.watch(one.number(), 7);
        assertThat(poll.await(0)).isZero();
    }

    @Test
    void reportsTokenAndCounterOfAReadyDescriptorAndEmptiesIt() {
        poll.watch(one.number(), 7);
        one.signal(3);

        assertThat(poll.await(LONG)).isEqualTo(1);
        assertThat(poll.token(0)).isEqualTo(7);
        assertThat(poll.count(0)).isEqualTo(3);
        assertThat(one.take()).isZero();
        assertThat(poll.await(0)).isZero();
    }

    @Test
    void tellsManyDescriptorsApartByTokensOfAnySign() {
        poll.watch(one.number(), Integer.MIN_VALUE);
        poll.watch(two.number(), -1);
        one.signal(5);
        two.signal(6);

        assertThat(poll.await(LONG)).isEqualTo(2);
        List<String> ready = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ready.add(poll.token(i) + "=" + poll.count(i));
        }
        assertThat(ready).containsExactlyInAnyOrder(Integer.MIN_VALUE + "=5", "-1=6");
    }

    @Test
    void reportsADescriptorThatWasReadyBeforeItWasWatched() {
        one.signal();
        poll.watch(one.number(), 7);
        assertThat(poll.await(LONG)).isEqualTo(1);
    }

    @Test
    void findsInTheNextWaitWhatOneHasNoRoomFor() {
        int many = EventPoll.READY_MAX + 10;
        List<Eventfd> all = new ArrayList<>();
        for (int token = 0; token < many; token++) {
            Eventfd eventfd = Eventfd.open(libc);
            all.add(eventfd);
            eventfd.signal();
            poll.watch(eventfd.number(), token);
        }

        Set<Integer> tokens = new TreeSet<>();
        int first = poll.await(LONG);
        addTokens(first, tokens);
        addTokens(poll.await(LONG), tokens);
        all.forEach(Eventfd::close);

        assertThat(first).isEqualTo(EventPoll.READY_MAX);
        assertThat(tokens).hasSize(many).startsWith(0).endsWith(many - 1);
    }

    @Test
    void forgetsADescriptorThatIsNoLongerWatched() {
        poll.watch(one.number(), 7);
        one.signal();
        poll.unwatch(one.number());
        assertThat(poll.await(0)).isZero();
        assertThat(one.take()).isEqualTo(1);
    }

    @Test
    void refusesToWatchTwiceAndToForgetWhatItDoesNotKnow() {
        poll.watch(one.number(), 7);
        assertThatExceptionOfType(NativeCallException.class)
                .isThrownBy(() -> poll.watch(one.number(), 8))
                .withMessageContaining("EEXIST");
        assertThatExceptionOfType(NativeCallException.class)
                .isThrownBy(() -> poll.unwatch(two.number()))
                .withMessageContaining("ENOENT");
        assertThatExceptionOfType(NativeCallException.class)
                .isThrownBy(() -> poll.watch(-1, 8))
                .withMessageContaining("EBADF");
    }

    @Test
    void returnsFromAWaitForAWakeUpThatIsNoToken() {
        poll.wake();
        assertThat(poll.await(LONG)).isZero();
    }

    @Test
    void reportsTokensBesideAWakeUp() {
        poll.watch(one.number(), 7);
        poll.wake();
        one.signal();
        assertThat(poll.await(LONG)).isEqualTo(1);
        assertThat(poll.token(0)).isEqualTo(7);
    }

    @Test
    void makesOneSystemCallOfManyWakeUps() {
        int before = counting.calls("write");
        for (int i = 0; i < 1000; i++) {
            poll.wake();
        }
        assertThat(counting.calls("write")).isEqualTo(before + 1);
    }

    @Test
    void wakesAgainAfterAWakeUpWasTaken() {
        for (int round = 1; round <= 3; round++) {
            poll.wake();
            poll.wake();
            assertThat(poll.await(LONG)).isZero();
            assertThat(counting.calls("write")).isEqualTo(round);
        }
    }

    @Test
    void losesNoWakeUpThatComesWhileAnotherIsTaken() {
        poll.watch(one.number(), 7);
        one.signal();
        poll.wake();
        counting.before("read", poll::wake);
        poll.await(LONG);
        counting.before("read", () -> {});

        // Either that one took part in the wait that just ended, or this wait finds it; it is never left half-way.
        poll.await(0);
        int before = counting.calls("write");
        poll.wake();
        assertThat(counting.calls("write")).isEqualTo(before + 1);
    }

    @Test
    void takesAWakeUpWithoutReadingIt() {
        poll.wake();
        poll.await(LONG);
        poll.await(0);
        assertThat(counting.calls("read")).isZero();
    }

    @Test
    void demandsABoundForEveryWait() {
        assertThatIllegalArgumentException().isThrownBy(() -> poll.await(-1));
    }

    @Test
    void refusesToTellOfMoreThanWasReady() {
        poll.watch(one.number(), 7);
        one.signal();
        poll.await(LONG);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> poll.token(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> poll.count(-1));
    }

    @Test
    void leavesNoDescriptorBehindAndClosesEachOnce() {
        long epolls = OpenDescriptors.count("eventpoll");
        long eventfds = OpenDescriptors.count("eventfd");
        EventPoll another = EventPoll.open(libc);
        assertThat(OpenDescriptors.count("eventpoll")).isEqualTo(epolls + 1);
        assertThat(OpenDescriptors.count("eventfd")).isEqualTo(eventfds + 1);

        another.close();
        another.close();

        assertThat(OpenDescriptors.count("eventpoll")).isEqualTo(epolls);
        assertThat(OpenDescriptors.count("eventfd")).isEqualTo(eventfds);
        assertThat(counting.calls("close")).isEqualTo(2);
    }

    @Test
    void letsAThreadWakeItAfterItWasClosed() {
        poll.close();
        int before = counting.calls("write");
        poll.wake();
        assertThat(counting.calls("write")).isEqualTo(before);
        assertThatIllegalStateException().isThrownBy(() -> poll.await(0));
        assertThatIllegalStateException().isThrownBy(() -> poll.watch(one.number(), 7));
    }

    private void addTokens(int ready, Set<Integer> tokens) {
        for (int i = 0; i < ready; i++) {
            tokens.add(poll.token(i));
        }
    }
}
