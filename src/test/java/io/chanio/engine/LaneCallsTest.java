package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LaneCallsTest {

    private final LaneCalls calls = new LaneCalls(2);

    @Test
    void aCallBeyondTheCapacityIsRefused() {
        assertThat(calls.add(call())).isTrue();
        assertThat(calls.add(call())).isTrue();
        LaneCall tooMany = call();

        assertThat(calls.add(tooMany)).isFalse();

        assertRefused(tooMany, "2 requests");
        assertThat(calls.poll()).isNotNull();
        assertThat(calls.add(call())).as("a place is free again").isTrue();
    }

    @Test
    void closingAnswersWhatWaitsAndWhatComesLater() {
        LaneCall waiting = call();
        calls.add(waiting);

        calls.close(LaneCalls.STOPPING);

        assertRefused(waiting, "stopping");
        LaneCall late = call();
        assertThat(calls.add(late)).isFalse();
        assertRefused(late, "stopping");
        assertThat(calls.isEmpty()).isTrue();
    }

    private static LaneCall call() {
        return new LaneCall.StoreSubchannel(new CompletableFuture<>());
    }

    private static void assertRefused(LaneCall call, String why) {
        assertThatThrownBy(() -> call.answer().join())
                .hasCauseInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining(why);
    }
}
