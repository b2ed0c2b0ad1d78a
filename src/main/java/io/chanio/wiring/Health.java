package io.chanio.wiring;

import io.chanio.engine.Engine;
import io.chanio.engine.LaneView;
import io.chanio.engine.WorkerHealth;
import io.chanio.ledger.DurableLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The three questions that an orchestrator asks. */
final class Health {

    /** The workers' heartbeat, never the hardware: a broken device is no reason to kill the process. */
    @Produces
    @Singleton
    @Liveness
    HealthCheck workersAlive(Engine engine) {
        return () -> {
            HealthCheckResponseBuilder answer = HealthCheckResponse.named("workers");
            engine.health()
                    .forEach(worker -> answer.withData(
                            worker.worker() + ".sinceHeartbeatMillis",
                            worker.sinceHeartbeat().toMillis()));
            return answer.status(engine.health().stream().allMatch(WorkerHealth::alive))
                    .build();
        };
    }

    /** Whether there is anything to serve. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck backendUsable(Engine engine) {
        return () -> {
            HealthCheckResponseBuilder answer = HealthCheckResponse.named("backend")
                    .withData("backend", engine.backend().name())
                    .withData("subchannels", engine.list().size());
            if (engine.draining()) {
                return answer.withData("reason", "chanio is stopping")
                        .status(false)
                        .build();
            }
            Serviceability found = Serviceability.of(engine.backend(), engine.list());
            found.data().forEach(answer::withData);
            return answer.status(found.ready()).build();
        };
    }

    /** Whether new jobs can be recorded; without that, none is accepted. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck ledgerWritable(DurableLedger ledger) {
        return () -> {
            HealthCheckResponseBuilder answer = HealthCheckResponse.named("ledger");
            Optional<String> unavailable = ledger.unavailable();
            unavailable.ifPresent(reason -> answer.withData("reason", reason));
            return answer.status(unavailable.isEmpty()).build();
        };
    }

    /** chanio's own first program has ended on every subchannel. */
    @Produces
    @Singleton
    @Startup
    HealthCheck lanesOpened(Engine engine) {
        return () -> HealthCheckResponse.named("subchannels")
                .status(engine.list().stream().noneMatch(LaneView::opening))
                .build();
    }
}
