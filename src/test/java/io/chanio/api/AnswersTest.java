package io.chanio.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.api.request.Problem;
import io.chanio.api.request.Refusal;
import io.chanio.control.Cancelled;
import io.chanio.control.SchibAnswer;
import io.chanio.control.Submitted;
import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.CallRefused.Reason;
import io.chanio.engine.CcwData;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.SchibReading;
import io.chanio.engine.Work;
import io.chanio.port.Backend;
import io.chanio.port.Errno;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The answers that a machine in good order does not give. */
class AnswersTest {

    private static final String INSTANCE = "/api/v1/here";
    private static final SubchannelId SUBCHANNEL = new SubchannelId(0, 0x13);

    @Test
    void tellsToComeLaterWhereNobodyIsAtFault() {
        comeLater(Answers.refused(new Submitted.HistoryFull(), INSTANCE), 429, "/problems/history-full");
        comeLater(Answers.refused(new Submitted.QueueFull(7), INSTANCE), 429, "/problems/queue-full");
        comeLater(Answers.refused(new Submitted.Draining(), INSTANCE), 503, "/problems/draining");
    }

    @Test
    void tellsToComeLaterWhereALaneTookNoRequest() {
        comeLater(
                Answers.cancelled(new Cancelled.Refused(Reason.QUEUE_FULL, "so many wait"), INSTANCE),
                429,
                "/problems/queue-full");
        comeLater(
                Answers.cancelled(new Cancelled.Refused(Reason.DRAINING, "it ends"), INSTANCE),
                503,
                "/problems/draining");
        comeLater(
                Answers.schib(new SchibAnswer.Refused(Reason.DRAINING, "it ends"), SUBCHANNEL, INSTANCE),
                503,
                "/problems/draining");
    }

    @Test
    void saysInASentenceWhyTheSchibCouldNotBeStored() {
        Response answer =
                Answers.schib(new SchibAnswer.Asked(new SchibReading.Failed(Errno.EIO)), SUBCHANNEL, INSTANCE);

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(((Problem) answer.getEntity()).detail())
                .isEqualTo(
                        "subchannel 0.0.0013 is not operational: its SCHIB can't be stored: the driver answered EIO");
    }

    @Test
    void tellsDataThatWasGivenUpFromDataThatNeverWas() {
        assertThat(Answers.dataOf(record(true), "0")).containsExactly(1, 2);
        assertThatThrownBy(() -> Answers.dataOf(record(false), "0"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        gone -> assertThat(gone.problem(INSTANCE).status()).isEqualTo(410))
                .hasMessageContaining("given up");
        assertThatThrownBy(() -> Answers.dataOf(record(true), "1"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        unknown -> assertThat(unknown.problem(INSTANCE).type()).isEqualTo("/problems/unknown-data"));
    }

    private static void comeLater(Response answer, int status, String type) {
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getHeaderString("Retry-After")).isNotBlank();
        assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
        Problem problem = (Problem) answer.getEntity();
        assertThat(problem.type()).isEqualTo(type);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.detail()).isNotBlank();
        assertThat(problem.instance()).isEqualTo(INSTANCE);
    }

    private static JobRecord record(boolean dataKept) {
        Instant time = Instant.parse("2026-11-22T10:00:00Z");
        Outcome ended = Outcome.of(Outcome.Kind.COMPLETED, "ended");
        Octets bytes = Octets.of(new byte[] {1, 2});
        ProgramResult result = new ProgramResult(
                ChannelProgram.of(),
                DeviceClass.UNKNOWN,
                ended,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new CcwData(0, 2, CcwData.Transferred.ALL, OptionalInt.empty(), bytes)));
        Job job = new Job(
                new JobRequest(
                        new JobId(new UUID(1, 1)),
                        SUBCHANNEL,
                        new Work.RunProgram(ChannelProgram.of(), new Effect(false, true)),
                        Duration.ofSeconds(30),
                        Optional.empty()),
                Backend.SIMULATED,
                JobState.SUCCEEDED,
                time,
                Optional.of(time),
                Optional.of(time),
                1,
                Optional.empty(),
                Optional.of(ended),
                Optional.of(result),
                Optional.empty(),
                Optional.empty());
        return new JobRecord(job, 1, dataKept);
    }
}
