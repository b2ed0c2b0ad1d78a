package io.chanio.wiring;

import io.chanio.api.BodyLimit;
import io.chanio.control.AllJobs;
import io.chanio.control.Event;
import io.chanio.control.Events;
import io.chanio.control.JobPicture;
import io.chanio.control.Jobs;
import io.chanio.control.Recovery;
import io.chanio.control.Subchannels;
import io.chanio.engine.Engine;
import io.chanio.engine.EngineLimits;
import io.chanio.engine.JobIds;
import io.chanio.engine.OtherNodes;
import io.chanio.engine.WorkerHealth;
import io.chanio.ledger.DurableLedger;
import io.chanio.operation.OperationCatalogue;
import io.chanio.operation.SenseId;
import io.chanio.os.EventPoll;
import io.chanio.os.LibC;
import io.chanio.port.ArenaPlacement;
import io.chanio.telemetry.Metrics;
import io.chanio.wiring.BackendProducer.PickedBackend;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes beans of the plain classes between the port and the web. */
final class CoreProducer {

    private static final int WORKERS = 1;

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    OperationCatalogue operations() {
        return new OperationCatalogue();
    }

    @Produces
    @Singleton
    Metrics metrics(MeterRegistry registry, ChanioConfig config) {
        return new Metrics(
                registry, config.metrics().perSubchannel() ? Metrics.Detail.SUBCHANNEL : Metrics.Detail.PROCESS);
    }

    @Produces
    @Singleton
    Engine engine(
            PickedBackend backend,
            ChanioConfig config,
            LibC libc,
            InstantSource clock,
            OperationCatalogue operations,
            DurableLedger ledger,
            Metrics metrics,
            Events events) {
        // Before the first subchannel is opened: nothing that happens is missed.
        ledger.watch(job -> events.tell(new Event.OfJob(JobPicture.of(job))));
        Engine engine = new Engine(
                backend.inventory(),
                WORKERS,
                new SenseId(),
                clock,
                System::nanoTime,
                () -> EventPoll.open(libc),
                ledger,
                new ToldFromLanes(metrics, events),
                EngineLimits.DEFAULT
                        .withQueueCapacity(config.queue().capacity())
                        .withDrainTime(config.drain().grace()));
        metrics.observe(engine, () -> engine.health().stream()
                .mapToDouble(WorkerHealth::busyRatio)
                .average()
                .orElse(0));
        engine.resume(new Recovery(operations, ledger, clock).recover(ledger.unfinished()));
        engine.open();
        engine.start();
        return engine;
    }

    @Produces
    @Singleton
    Rescanning rescanning(Engine engine) {
        return new Rescanning(engine);
    }

    @Produces
    @Singleton
    Jobs jobs(
            Engine engine,
            DurableLedger ledger,
            OperationCatalogue operations,
            InstantSource clock,
            ChanioConfig config) {
        return new Jobs(
                engine,
                ledger,
                operations,
                new JobIds(clock, new SecureRandom()),
                new Jobs.Settings(config.job().timeout(), ArenaPlacement.DEFAULT.length()));
    }

    @Produces
    @Singleton
    AllJobs allJobs(Jobs jobs, OtherNodes others) {
        return new AllJobs(jobs, others);
    }

    @Produces
    @Singleton
    Subchannels subchannels(Engine engine) {
        return new Subchannels(engine);
    }

    @Produces
    @Singleton
    BodyLimit bodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        return new BodyLimit(limit.asLongValue());
    }
}
