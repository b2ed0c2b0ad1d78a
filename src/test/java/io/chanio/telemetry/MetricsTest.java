package io.chanio.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.SubchannelId;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.LaneObserver.InterruptionKind;
import io.chanio.engine.Outcome;
import io.chanio.engine.Work;
import io.chanio.port.Backend;
import io.chanio.port.Errno;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is counted and measured, by the names and labels under which it is read. */
@SuppressWarnings("deprecation") // The registry that the framework brings.
class MetricsTest {

    private static final SubchannelId SUBCHANNEL = new SubchannelId(0, 0x13);
    private static final Instant SUBMITTED = Instant.parse("2026-11-22T10:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void countsJobsByOutcomeAndMeasuresTheirPhases() {
        process().ended(job(Optional.of(SUBMITTED.plusSeconds(1))));

        assertThat(value("chanio_jobs_total{outcome=\"COMPLETED\"}")).isEqualTo(1);
        assertThat(value("chanio_jobs_total{outcome=\"UNIT_CHECK\"}")).isZero();
        assertThat(value("chanio_job_seconds_sum{phase=\"queued\"}")).isEqualTo(1);
        assertThat(value("chanio_job_seconds_sum{phase=\"channel\"}")).isEqualTo(2);
        assertThat(value("chanio_job_seconds_sum{phase=\"total\"}")).isEqualTo(5);
    }

    @Test
    void measuresNoPhaseThatAJobDidNotHave() {
        process().ended(job(Optional.empty()));

        assertThat(value("chanio_job_seconds_count{phase=\"queued\"}")).isZero();
        assertThat(value("chanio_job_seconds_count{phase=\"total\"}")).isEqualTo(1);
    }

    @Test
    void namesTheSubchannelOfAJobOnlyWhereAsked() {
        new Metrics(registry, Metrics.Detail.SUBCHANNEL).ended(job(Optional.empty()));

        assertThat(value("chanio_jobs_total{outcome=\"COMPLETED\",subchannel=\"0.0.0013\"}"))
                .isEqualTo(1);
    }

    @Test
    void showsEveryKindFromTheStart() {
        process();

        for (Outcome.Kind kind : Outcome.Kind.values()) {
            assertThat(value("chanio_jobs_total{outcome=\"%s\"}", kind)).isZero();
        }
        for (InterruptionKind kind : InterruptionKind.values()) {
            assertThat(value("chanio_interruptions_total{kind=\"%s\"}", kind)).isZero();
        }
        for (Errno errno : Errno.values()) {
            assertThat(value("chanio_start_refusals_total{errno=\"%s\"}", errno))
                    .isZero();
        }
    }

    @Test
    void countsRefusedStartsByErrno() {
        Metrics metrics = process();

        metrics.startRefused(SUBCHANNEL, Errno.EBUSY);
        metrics.startRefused(SUBCHANNEL, Errno.EBUSY);

        assertThat(value("chanio_start_refusals_total{errno=\"EBUSY\"}")).isEqualTo(2);
        assertThat(value("chanio_start_refusals_total{errno=\"EIO\"}")).isZero();
    }

    private Metrics process() {
        return new Metrics(registry, Metrics.Detail.PROCESS);
    }

    /** The value of the one sample that is called so. */
    private double value(String sample, Object... parts) {
        String start = String.format(Locale.ROOT, sample, parts) + " ";
        return registry.scrape()
                .lines()
                .map(line -> line.replace(",}", "}"))
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                .reduce((one, other) -> Double.NaN)
                .orElseThrow(() -> new AssertionError("no sample " + start));
    }

    private static Job job(Optional<Instant> started) {
        return new Job(
                new JobRequest(
                        new JobId(new UUID(1, 1)),
                        SUBCHANNEL,
                        new Work.RunProgram(ChannelProgram.of(), new Effect(false, true)),
                        Duration.ofSeconds(30),
                        Optional.empty()),
                Backend.SIMULATED,
                JobState.SUCCEEDED,
                SUBMITTED,
                started,
                Optional.of(SUBMITTED.plusSeconds(5)),
                1,
                Optional.empty(),
                Optional.of(Outcome.of(Outcome.Kind.COMPLETED, "ended")),
                Optional.empty(),
                Optional.empty(),
                started.map(ignored -> Duration.ofSeconds(2)));
    }
}
