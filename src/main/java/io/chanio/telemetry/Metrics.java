package io.chanio.telemetry;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Job;
import io.chanio.engine.LaneObserver;
import io.chanio.engine.LaneView;
import io.chanio.engine.Lanes;
import io.chanio.engine.Outcome;
import io.chanio.port.Errno;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What lanes do, as metrics. A job's metrics name its subchannel only where that was asked for: a machine may have
 * thousands.
 *
 * <p>Threads: any.
 */
public final class Metrics implements LaneObserver {

    private static final String JOBS = "chanio.jobs";
    private static final String JOB_TIME = "chanio.job";
    private static final String QUEUE_DEPTH = "chanio.queue.depth";
    private static final String INTERRUPTIONS = "chanio.interruptions";
    private static final String START_REFUSALS = "chanio.start.refusals";
    private static final String WORKER_BUSY = "chanio.worker.busy.ratio";
    private static final String LEDGER_FORCED = "chanio.ledger.fsync";
    private static final String WEBHOOK_DELIVERIES = "chanio.webhook.deliveries";
    private static final String SUBCHANNEL = "subchannel";

    private final MeterRegistry registry;
    private final Detail detail;
    private final Timer forced;

    /** How finely jobs are counted. */
    public enum Detail {
        PROCESS,
        SUBCHANNEL
    }

    /** Phases of a job, as the tag says them. */
    private enum Phase {
        QUEUED,
        CHANNEL,
        TOTAL;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Metrics(MeterRegistry registry, Detail detail) {
        this.registry = registry;
        this.detail = detail;
        this.forced = Timer.builder(LEDGER_FORCED)
                .description("How long the disk took to keep what was waiting to be recorded")
                .register(registry);
        if (detail == Detail.PROCESS) {
            registerAll();
        }
    }

    /** Measures what is asked for only when the metrics are read. */
    public void observe(Lanes lanes, DoubleSupplier workerBusyRatio) {
        Gauge.builder(QUEUE_DEPTH, lanes, Metrics::queueDepth)
                .description("Jobs that wait, over all subchannels")
                .register(registry);
        Gauge.builder(WORKER_BUSY, workerBusyRatio::getAsDouble)
                .description("The part of the time that the workers did not wait")
                .register(registry);
    }

    @Override
    public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {
        interruptions(kind).increment();
    }

    @Override
    public void startRefused(SubchannelId subchannel, Errno errno) {
        refusals(errno).increment();
    }

    @Override
    public void channelReport(SubchannelId subchannel, Crw report) {
        // Counted nowhere yet: reports become events.
    }

    @Override
    public void ended(Job job) {
        Tags tags = tagsOf(job.request().subchannel());
        job.outcome().ifPresent(outcome -> jobs(outcome.kind(), tags).increment());
        job.startedAt().ifPresent(start -> time(Phase.QUEUED, tags).record(Duration.between(job.submittedAt(), start)));
        job.channelTime().ifPresent(spent -> time(Phase.CHANNEL, tags).record(spent));
        job.finishedAt().ifPresent(end -> time(Phase.TOTAL, tags).record(Duration.between(job.submittedAt(), end)));
    }

    /** The record of jobs was forced to the disk. */
    public void ledgerForced(Duration took) {
        forced.record(took);
    }

    /** A webhook of this name is told of events, with any of these results. */
    public void registerWebhook(String webhook, List<String> results) {
        results.forEach(result -> deliveries(webhook, result));
    }

    /** An event was sent to a webhook. */
    public void webhookDelivery(String webhook, String result) {
        deliveries(webhook, result).increment();
    }

    /** So that a rate over any of them starts at zero and not at the first event. */
    private void registerAll() {
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            jobs(kind, Tags.empty());
        }
        for (Phase phase : Phase.values()) {
            time(phase, Tags.empty());
        }
        for (InterruptionKind kind : InterruptionKind.values()) {
            interruptions(kind);
        }
        for (Errno errno : Errno.values()) {
            refusals(errno);
        }
    }

    private Counter jobs(Outcome.Kind kind, Tags tags) {
        return Counter.builder(JOBS)
                .description("Jobs that ended")
                .tags(tags.and("outcome", kind.name()))
                .register(registry);
    }

    private Timer time(Phase phase, Tags tags) {
        return Timer.builder(JOB_TIME)
                .description("How long jobs took")
                .tags(tags.and("phase", phase.tag()))
                .register(registry);
    }

    private Counter interruptions(InterruptionKind kind) {
        return Counter.builder(INTERRUPTIONS)
                .description("IRBs by what they meant")
                .tag("kind", kind.name())
                .register(registry);
    }

    private Counter refusals(Errno errno) {
        return Counter.builder(START_REFUSALS)
                .description("START SUBCHANNELs that the driver refused")
                .tag("errno", errno.name())
                .register(registry);
    }

    private Counter deliveries(String webhook, String result) {
        return Counter.builder(WEBHOOK_DELIVERIES)
                .description("Attempts to bring an event to a webhook, by what came of them")
                .tag("webhook", webhook)
                .tag("result", result)
                .register(registry);
    }

    private Tags tagsOf(SubchannelId subchannel) {
        return switch (detail) {
            case PROCESS -> Tags.empty();
            case SUBCHANNEL -> Tags.of(SUBCHANNEL, subchannel.toString());
        };
    }

    private static double queueDepth(Lanes lanes) {
        return lanes.list().stream().mapToInt(LaneView::depth).sum();
    }
}
