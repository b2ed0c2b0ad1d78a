package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelStatus;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.program.AllegianceCommand;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import io.chanio.program.OrbOptions;
import io.chanio.program.ProgramCcw;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A reservation belongs to one path, and so does every program until the release. */
class LaneReservationTest extends ReservationBed {

    @Test
    void reservesOverOnePathAndKeepsEveryProgramToIt() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());
        reserve(PATH_0);

        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_0));

        assertThat(port.lpms()).containsExactly(PATHS_0_1_2, PATH_0, PATH_0);
        assertThat(bed.lane.view().reserved()).contains(PATH_0);
        assertThat(bed.remembered.path()).contains(PATH_0);
    }

    @Test
    void takesThePathThatTheClientNames() {
        bed.runWriting(over(PATH_2, AllegianceCommand.RESERVE));
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_2));

        bed.run(LaneBed.nop());

        assertThat(port.lpms()).containsExactly(PATH_2, PATH_2);
    }

    @Test
    void fetchesTheSenseThatItOwesOverThePathOfTheReservation() {
        reserve(PATH_0);
        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.UNIT_CHECK).onPath(PATH_1));
        bed.turn();

        assertThat(port.lpms()).containsExactly(PATH_0, PATH_0);
    }

    @Test
    void fetchesTheSenseOfAReserveThatFailedWhereItRan() {
        bed.runWriting(over(PATH_1, AllegianceCommand.RESERVE));
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_1).withUnitCheck());

        assertThat(port.lpms()).containsExactly(PATH_1, PATH_1);
        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(bed.outcome().kind()).isEqualTo(Kind.UNIT_CHECK);
        assertNotReserved();
    }

    @Test
    void refusesAProgramThatExcludesThePathAndSaysWhatToDo() {
        reserve(PATH_0);

        JobId job = bed.run(over(PATH_1, 0x03));

        assertThat(bed.job(job).state()).isEqualTo(JobState.FAILED);
        assertThat(bed.job(job).outcome().orElseThrow())
                .returns(Kind.PROGRAM_REFUSED, Outcome::kind)
                .extracting(Outcome::detail)
                .asString()
                .contains("0x80", "0x40", "eckd-release");
        assertThat(port.starts()).isOne();
    }

    @Test
    void takesAnyPathAgainAfterTheRelease() {
        reserve(PATH_0);
        bed.runWriting(program(AllegianceCommand.RELEASE));
        assertThat(bed.lane.view().reserved()).contains(PATH_0);
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_0));

        bed.run(LaneBed.nop());

        assertThat(port.lpms()).containsExactly(PATH_0, PATH_0, PATHS_0_1_2);
        assertNotReserved();
    }

    @Test
    void staysReservedWhenTheReleaseFails() {
        reserve(PATH_0);
        bed.runWriting(program(AllegianceCommand.RELEASE));
        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck().withSense(Octets.zeros(32)));

        assertReserved(PATH_0);
    }

    @Test
    void neitherResetAllegianceNorAClearReleases() {
        reserve(PATH_0);
        bed.runWriting(program(AllegianceCommand.RESET_ALLEGIANCE));
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_0));
        bed.run(new Work.RunFunction(ControlFunction.CLEAR));
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.lpms()).containsExactly(PATH_0, PATH_0);
        assertReserved(PATH_0);
    }

    @Test
    void resetAllegianceTakesOnePathAndReservesNothing() {
        bed.runWriting(program(AllegianceCommand.RESET_ALLEGIANCE));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(port.lpms()).containsExactly(PATH_0);
        assertNotReserved();
    }

    @Test
    void tellsThatTheSubchannelChanged() {
        int before = bed.views.size();
        reserve(PATH_0);

        assertThat(bed.views.subList(before, bed.views.size()))
                .extracting(LaneView::reserved)
                .containsExactly(Optional.of(PATH_0));
        assertThat(bed.viewsAtEnd.getLast().reserved()).contains(PATH_0);
    }

    // What is remembered, and when

    @Test
    void remembersThePathBeforeTheStart() {
        bed.remembered.stored = new CompletableFuture<>();
        bed.runWriting(program(AllegianceCommand.RESERVE));
        assertThat(port.starts()).isZero();
        assertThat(bed.remembered.path()).contains(PATH_0);
        assertThat(bed.starting).hasSize(1);

        bed.remembered.stored.complete(null);
        bed.turn();

        assertThat(port.lpms()).containsExactly(PATH_0);
    }

    @Test
    void doesNotStartAReserveThatItCantRemember() {
        bed.remembered.stored = CompletableFuture.failedFuture(new IOException("no space left"));
        bed.runWriting(program(AllegianceCommand.RESERVE));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(port.starts()).isZero();
        assertNotReserved();
    }

    @Test
    void forgetsAReserveThatIsCancelledBeforeItsStart() {
        bed.remembered.stored = new CompletableFuture<>();
        JobId job = bed.runWriting(program(AllegianceCommand.RESERVE));

        bed.lane.cancel(job);
        bed.turn();

        assertThat(bed.job(job).state()).isEqualTo(JobState.CANCELLED);
        assertNotReserved();
    }

    @Test
    void forgetsAReserveThatTheDeviceRejected() {
        bed.runWriting(program(AllegianceCommand.RESERVE));
        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck().withSense(Octets.of(0x80, 0)));

        assertNotReserved();
        assertThat(bed.remembered.calls).containsExactly("put 0x80", "remove");
    }

    @Test
    void countsAsReservedWhatEndedBehindTheReserve() {
        bed.runWriting(ChannelProgram.of(ccw(AllegianceCommand.RESERVE), ProgramCcw.of(0x03, new Operand.None())));
        bed.interrupt(IrbBuilder.cleanEnd()
                .withUnitCheck()
                .withSense(Octets.of(0x80, 0))
                .atCcw(1));

        assertReserved(PATH_0);
    }

    @Test
    void countsAsReservedWhatNobodyKnows() {
        bed.runWriting(program(AllegianceCommand.RESERVE));
        bed.interrupt(IrbBuilder.cleanEnd().with(SubchannelStatus.Bit.CHANNEL_DATA_CHECK));
        assertReserved(PATH_0);
    }

    @Test
    void countsAsReservedWhatATimeoutCleared() {
        bed.runWriting(program(AllegianceCommand.RESERVE));
        bed.pass(LaneBed.TIMEOUT.plus(Duration.ofSeconds(1)));
        bed.interrupt(IrbBuilder.haltEnded());
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertReserved(PATH_0);
    }

    @Test
    void remembersTheReserveOfAnOperationToo() {
        bed.remembered.stored = new CompletableFuture<>();
        bed.run(new Work.RunRecipe(new Reserving(), java.util.Map.of()));

        assertThat(port.starts()).isZero();
        assertThat(bed.remembered.path()).contains(PATH_0);
    }

    // Paths that go

    @Test
    void triesOneAfterTheOtherWhereNobodyKnowsThePaths() {
        ScriptedPort blind = new ScriptedPort()
                .without(Feature.SCHIB)
                .refuseSchib(Errno.EINVAL)
                .refuseStart(Errno.EACCES)
                .refuseStart(Errno.EACCES);
        LaneBed other = LaneBed.over(blind);

        other.runWriting(program(AllegianceCommand.RELEASE));

        assertThat(blind.lpms()).containsExactly(PATH_0, PATH_1, PATH_2);
    }

    @Test
    void aReserveGoesOverAnotherPathWhereTheFirstOnesAreRefused() {
        port.refuseStart(Errno.EACCES).refuseStart(Errno.EACCES);
        bed.runWriting(program(AllegianceCommand.RESERVE));
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_2));

        assertThat(port.lpms()).containsExactly(PATH_0, PATH_1, PATH_2);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bed.remembered.calls).containsExactly("put 0x80", "remove", "put 0x40", "remove", "put 0x20");
        assertReserved(PATH_2);
    }

    @Test
    void aReserveEndsWhereNoPathIsLeft() {
        port.refuseStart(Errno.EACCES).refuseStart(Errno.EACCES).refuseStart(Errno.EACCES);
        bed.runWriting(program(AllegianceCommand.RESERVE));

        assertThat(port.starts()).isEqualTo(3);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.PATH_NOT_OPERATIONAL);
        assertNotReserved();
    }

    @Test
    void anUnconditionalReserveTakesAnotherPathWhenThatOfTheReservationIsGone() {
        reserve(PATH_0);
        port.paths(PATHS_0_1_2, new PathMask(0x60));

        bed.runWriting(program(AllegianceCommand.RESERVE));
        assertThat(bed.ended.getLast().outcome().orElseThrow().kind()).isEqualTo(Kind.PATH_NOT_OPERATIONAL);
        assertReserved(PATH_0);
        bed.runWriting(program(AllegianceCommand.UNCONDITIONAL_RESERVE));
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_1));

        assertThat(port.lpms()).containsExactly(PATH_0, PATH_1);
        assertReserved(PATH_1);
    }

    private static ChannelProgram over(PathMask paths, AllegianceCommand command) {
        return new ChannelProgram(program(command).ccws(), over(paths));
    }

    private static ChannelProgram over(PathMask paths, int command) {
        return new ChannelProgram(
                ChannelProgram.of(ProgramCcw.of(command, new Operand.None(), CcwFlag.SLI))
                        .ccws(),
                over(paths));
    }

    private static OrbOptions over(PathMask paths) {
        return new OrbOptions(OrbOptions.DEFAULT.format(), paths, true);
    }

    /** An operation that begins with a reserve. */
    private record Reserving() implements Recipe<String> {

        @Override
        public String name() {
            return "reserving";
        }

        @Override
        public io.chanio.program.Effect effect() {
            return LaneBed.WRITES;
        }

        @Override
        public Step<String> begin() {
            return new Step.Run<>(program(AllegianceCommand.RESERVE), result -> new Step.Done<>("reserved"));
        }
    }
}
