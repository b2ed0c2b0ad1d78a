package io.chanio.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What another thread asks of a lane's owner. */
sealed interface LaneCall {

    CompletableFuture<?> answer();

    /** Answers for a lane that is closed, or was never open. */
    void answerClosed(String why);

    record Cancel(JobId job, CompletableFuture<Optional<Cancellation>> answer) implements LaneCall {

        @Override
        public void answerClosed(String why) {
            answer.complete(Optional.empty());
        }
    }

    record StoreSubchannel(CompletableFuture<SchibReading> answer) implements LaneCall {

        @Override
        public void answerClosed(String why) {
            answer.complete(new SchibReading.NotOpen(why));
        }
    }

    /** Look at the subchannel, as after a channel report. */
    record Look(CompletableFuture<Void> answer) implements LaneCall {

        @Override
        public void answerClosed(String why) {
            answer.complete(null);
        }
    }

    /** Leave the quarantine, if it is in one: close the port, so that it is opened anew. */
    record ReleaseQuarantine(CompletableFuture<Void> answer) implements LaneCall {

        @Override
        public void answerClosed(String why) {
            answer.complete(null);
        }
    }

    /** Give the subchannel back, as when the kernel asks for it. */
    record Go(CompletableFuture<Void> answer) implements LaneCall {

        @Override
        public void answerClosed(String why) {
            answer.complete(null);
        }
    }
}
