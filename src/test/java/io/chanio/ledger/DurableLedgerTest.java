package io.chanio.ledger;

import static io.chanio.ledger.KeptJobs.ACCEPTED_AT;
import static io.chanio.ledger.KeptJobs.READS;
import static io.chanio.ledger.KeptJobs.WRITES;
import static io.chanio.ledger.KeptJobs.cancelling;
import static io.chanio.ledger.KeptJobs.ended;
import static io.chanio.ledger.KeptJobs.id;
import static io.chanio.ledger.KeptJobs.queued;
import static io.chanio.ledger.KeptJobs.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.Job;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import io.chanio.engine.Unfinished;
import io.chanio.engine.Unfinished.Start;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a job is put into the store, when it is shown, and what the next process finds. */
class DurableLedgerTest extends DurableLedgerBed {

    // What is put

    @Test
    void putsWhatIsPromisedFromItsAcceptanceOn() {
        CompletableFuture<Recording> promise = accepted(1, READS, Keeping.PROMISED, NO_KEY);
        assertThat(promise).isNotDone();

        store.sync();

        assertThat(promise.join()).isEqualTo(new Recording.Recorded(recordOf(1)));
    }

    @Test
    void putsNothingOfAJobThatIsAnsweredInTimeAndMayRunTwice() {
        accept(1, READS, Keeping.WHILE_ROOM, NO_KEY);
        ledger.changed(running(1, READS));
        ledger.changed(ended(1, READS, 9));

        assertThat(store.puts()).isZero();
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void putsAJobWhoseWaitRanOutAsItStands() {
        accept(1, READS, Keeping.WHILE_ROOM, NO_KEY);
        ledger.changed(running(1, READS));
        CompletableFuture<Recording> promise = ledger.promise(id(1)).toCompletableFuture();
        assertThat(promise).isNotDone();

        store.sync();

        assertThat(promise).isDone();
        restart(0);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);
        assertThat(ledger.unfinished())
                .as("it may be run again")
                .containsExactly(new Unfinished(running(1, READS), Start.NOT_RECORDED));
    }

    @Test
    void putsAJobThatEndedBeforeItWasPromised() {
        accept(1, READS, Keeping.WHILE_ROOM, NO_KEY);
        ledger.changed(ended(1, READS, 9));
        ledger.promise(id(1));
        store.sync();

        restart(0);

        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ledger.unfinished()).isEmpty();
    }

    @Test
    void knowsAStartThatMustNotBeRepeatedBeforeItHappens() {
        accept(1, WRITES, Keeping.WHILE_ROOM, NO_KEY);
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();
        assertThat(starting).isNotDone();

        store.sync();

        assertThat(starting).isCompleted();
        restart(0);
        assertThat(ledger.unfinished()).extracting(Unfinished::start).containsExactly(Start.RECORDED);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);
        assertThat(recordOf(1).job().startedAt()).isPresent();
    }

    @Test
    void needsOneWriteForAcceptanceAndStart() {
        CompletableFuture<Recording> promise = accepted(1, WRITES, Keeping.PROMISED, NO_KEY);
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();

        store.sync();

        assertThat(promise).isDone();
        assertThat(starting).isCompleted();
    }

    @Test
    void keepsWhatIsAcceptedTogetherOrNothingOfIt() {
        List<CompletableFuture<Recording>> promises = acceptedTogether();
        for (int more = 0; more < 3; more++) {
            assertThat(store.afterCrash(more).load()).hasSize(0);
        }
        assertThat(store.afterCrash(3).load()).hasSize(3);

        store.sync();

        assertThat(promises).allMatch(CompletableFuture::isDone);
        restart(0);
        assertThat(ledger.unfinished())
                .extracting(Unfinished::job)
                .containsExactly(queued(1, READS), queued(2, WRITES), queued(3, READS));
    }

    @Test
    void recordsAStartBehindAllThatWasAcceptedTogether() {
        acceptedTogether();
        ledger.starting(queued(2, WRITES));

        assertThat(store.afterCrash(3).load()).hasSize(3);
        restart(4);
        assertThat(ledger.unfinished())
                .extracting(Unfinished::start)
                .containsExactly(Start.NOT_RECORDED, Start.RECORDED, Start.NOT_RECORDED);
    }

    @Test
    void saysOfAllThatWasAcceptedTogetherThatItCouldNotBeRecorded() {
        List<CompletableFuture<Recording>> promises = acceptedTogether();

        store.fail("full");

        assertThat(promises).extracting(CompletableFuture::join).containsOnly(new Recording.Failed("full"));
        CompletableFuture<Void> starting = ledger.starting(queued(2, WRITES)).toCompletableFuture();
        store.sync();
        assertThat(starting).isCompletedExceptionally();
    }

    private List<CompletableFuture<Recording>> acceptedTogether() {
        List<Job> jobs = List.of(queued(1, READS), queued(2, WRITES), queued(3, READS));
        jobs.forEach(job -> ledger.reserve(job.id(), Keeping.PROMISED, NO_KEY));
        ledger.accepted(jobs);
        jobs.forEach(job -> ledger.release(job.id()));
        return jobs.stream()
                .map(job -> ledger.promise(job.id()).toCompletableFuture())
                .toList();
    }

    @Test
    void neverForgetsThatAJobWasStartedWhenItIsPutAgain() {
        CompletableFuture<Recording> promise = accepted(1, WRITES, Keeping.PROMISED, KEY);
        store.fail("full");
        assertThat(promise.join()).isEqualTo(new Recording.Failed("full"));
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();
        CompletableFuture<Recording> replayed = ledger.promise(id(1)).toCompletableFuture();

        store.sync();

        assertThat(replayed.join()).isInstanceOf(Recording.Recorded.class);
        assertThat(starting).as("its client had been told that it can't be").isCompletedExceptionally();
        restart(0);
        assertThat(ledger.unfinished()).extracting(Unfinished::start).containsExactly(Start.RECORDED);
    }

    @Test
    void startsNothingThatCouldNotBePut() {
        accept(1, WRITES, Keeping.WHILE_ROOM, NO_KEY);
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();

        store.fail("full");

        assertThat(starting).isCompletedExceptionally();
    }

    @Test
    void saysWhichWaitingJobsOutliveTheProcess() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        accept(2, READS, Keeping.WHILE_ROOM, NO_KEY);
        accept(3, WRITES, Keeping.PROMISED, NO_KEY);
        assertThat(ledger.outlives(id(1))).isFalse();

        store.sync();
        ledger.starting(queued(3, WRITES));

        assertThat(ledger.outlives(id(1))).isTrue();
        assertThat(ledger.outlives(id(2))).isFalse();
        assertThat(ledger.outlives(id(3))).isFalse();
        assertThat(ledger.outlives(id(4))).isFalse();
    }

    @Test
    void knowsAfterARestartThatAJobWasToEnd() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        ledger.changed(running(1, READS));
        ledger.changed(cancelling(1, READS));
        CompletableFuture<Recording> promise = ledger.promise(id(1)).toCompletableFuture();
        assertThat(promise).isNotDone();

        store.sync();

        assertThat(promise).isDone();
        restart(0);
        assertThat(ledger.unfinished())
                .extracting(each -> each.job().cancelRequestedAt())
                .containsExactly(Optional.of(ACCEPTED_AT));
    }

    @Test
    void saysWhenAllEndsAreShown() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        accept(2, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        assertThat(ledger.endsShown(MINUTE).toCompletableFuture()).isDone();
        ledger.changed(ended(1, READS, 9));
        CompletableFuture<Void> shown = ledger.endsShown(MINUTE).toCompletableFuture();
        assertThat(shown).isNotDone();

        store.sync();

        assertThat(shown).isDone();
    }

    // What is shown

    @Test
    void showsAnEndOnlyWhenItIsStored() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        CompletableFuture<Optional<JobRecord>> wait =
                ledger.await(id(1), new Awaited.End(), MINUTE).toCompletableFuture();
        ledger.changed(running(1, READS));
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);

        ledger.changed(ended(1, READS, 9));
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);
        assertThat(wait).isNotDone();

        store.sync();
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(wait).isDone();
    }

    @Test
    void showsAnEndThatCannotBeStoredAndPutsItAgainUntilItIs() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        ledger.changed(ended(1, READS, 9));
        store.fail("full");
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);

        ledger.tick();
        store.fail("full");
        ledger.tick();
        assertThat(store.pending()).as("not at once again").isZero();
        now = now.plus(Owed.PAUSE);
        ledger.tick();
        assertThat(store.pending()).isEqualTo(1);
        store.sync();
        now = now.plus(Owed.PAUSE);
        ledger.tick();
        assertThat(store.pending()).as("it is stored").isZero();

        restart(0);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void keepsDataAndVersionOverARestart() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        ledger.changed(running(1, READS));
        ledger.changed(ended(1, READS, 9));
        store.sync();
        JobRecord before = recordOf(1);

        restart(0);

        assertThat(recordOf(1)).isEqualTo(before);
        assertThat(recordOf(1).job().program().orElseThrow().data().get(0).bytes())
                .isEqualTo(Octets.zeros(9));
    }

    @Test
    void givesAnOpenJobAVersionThatWasNeverShown() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        ledger.changed(running(1, READS));
        long shown = recordOf(1).version();
        now = now.plusMillis(1);

        restart(0);
        assertThat(recordOf(1).version()).isGreaterThan(shown);
        ledger.changed(running(1, READS));
        long shownAgain = recordOf(1).version();
        now = now.plusMillis(1);

        restart(0);
        assertThat(recordOf(1).version()).isGreaterThan(shownAgain);
    }

    @Test
    void resumesUnderTheSameRecord() {
        accept(1, READS, Keeping.PROMISED, KEY);
        store.sync();
        restart(0);

        ledger.changed(queued(1, READS));
        ledger.changed(running(1, READS));
        assertThat(store.pending()).as("it is stored already").isZero();
        ledger.changed(ended(1, READS, 9));
        store.sync();

        restart(0);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ask(2, KEY)).isEqualTo(new Room.Replayed(id(1)));
    }

    // A store that takes nothing

    @Test
    void refusesNewJobsWhileTheStoreTakesNone() {
        accept(1, READS, Keeping.PROMISED, KEY);
        accept(2, READS, Keeping.WHILE_ROOM, NO_KEY);
        store.sync();
        store.unavailable("the disk is full");

        assertThat(ask(3, NO_KEY)).isEqualTo(new Room.Unavailable("the disk is full"));
        assertThat(ask(3, KEY)).isEqualTo(new Room.Replayed(id(1)));
        assertThat(ledger.promise(id(2)).toCompletableFuture().join())
                .isEqualTo(new Recording.Failed("the disk is full"));
        assertThat(ledger.promise(id(1)).toCompletableFuture().join()).isInstanceOf(Recording.Recorded.class);

        ledger.changed(ended(1, READS, 9));
        assertThat(store.pending()).as("its end is put all the same").isEqualTo(1);
        store.available();
        assertThat(ask(3, NO_KEY)).isEqualTo(new Room.Taken());
    }
}
