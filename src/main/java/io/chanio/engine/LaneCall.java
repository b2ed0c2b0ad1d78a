package io.chanio.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What another thread asks of a lane's owner. */
sealed interface LaneCall {

    CompletableFuture<?> answer();

    record Cancel(JobId job, CompletableFuture<Optional<Cancellation>> answer) implements LaneCall {}

    record StoreSubchannel(CompletableFuture<SchibReading> answer) implements LaneCall {}
}
