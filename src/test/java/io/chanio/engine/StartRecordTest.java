package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.SubchannelId;
import io.chanio.port.Backend;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The owner may look as soon as it is called, on another thread than the one that calls it. */
class StartRecordTest {

    private final CompletableFuture<Void> made = new CompletableFuture<>();
    private final List<StartRecord.Standing> seen = new ArrayList<>();
    private final CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    private final StartRecord record = new StartRecord(new Asked(), () -> before, this::look);

    private final class Asked implements Ledger {

        @Override
        public void changed(Job job) {}

        @Override
        public CompletionStage<Void> starting(Job job) {
            return made;
        }
    }

    @Test
    void isMadeWhenTheOwnerIsCalled() {
        assertThat(record.of(job())).isEqualTo(StartRecord.Standing.AWAITED);

        made.complete(null);

        assertThat(seen).containsExactly(StartRecord.Standing.MADE);
    }

    @Test
    void hasFailedWhenTheOwnerIsCalled() {
        assertThat(record.of(job())).isEqualTo(StartRecord.Standing.AWAITED);

        made.completeExceptionally(new IllegalStateException("full"));

        assertThat(seen).containsExactly(StartRecord.Standing.FAILED);
    }

    private void look() {
        seen.add(record.of(job()));
    }

    private static Job job() {
        return new Job(
                new JobRequest(
                        new JobId(new UUID(1, 1)),
                        new SubchannelId(0, 1),
                        new Work.RunProgram(ChannelProgram.of(), new Effect(true, false)),
                        Duration.ofSeconds(1),
                        Optional.empty()),
                Backend.SIMULATED,
                JobState.QUEUED,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
