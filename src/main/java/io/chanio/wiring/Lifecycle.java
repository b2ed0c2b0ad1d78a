package io.chanio.wiring;

import io.chanio.api.FaultSurface;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Engine;
import io.chanio.engine.LaneView;
import io.chanio.ledger.DurableLedger;
import io.chanio.notify.EventStreams;
import io.chanio.notify.Webhooks;
import io.chanio.port.Backend;
import io.chanio.wiring.BackendProducer.PickedBackend;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts chanio, or says in one line why not; and says when it is ready. */
@Singleton
final class Lifecycle {

    private static final Logger LOGGER = System.getLogger("io.chanio");

    /** How often waits that are due are ended: as late as a client is answered at most. */
    private static final long TICK_MILLIS = 50;

    /** Subchannels that can't be used and are named at the start: a machine may have thousands. */
    private static final int UNUSABLE_LOGGED = 10;

    /** A disk that takes longer is as good as full. */
    private static final Duration ENDS_SHOWN_WITHIN = Duration.ofSeconds(2);

    private final Instance<Engine> engine;
    private final Instance<DurableLedger> ledger;
    private final Instance<PickedBackend> backend;
    private final Instance<Rescanning> rescanning;
    private final Instance<EventStreams> streams;
    private final Instance<Webhooks> webhooks;
    private final Vertx vertx;
    private final String host;
    private volatile boolean started;

    Lifecycle(
            Instance<Engine> engine,
            Instance<DurableLedger> ledger,
            Instance<PickedBackend> backend,
            Instance<Rescanning> rescanning,
            Instance<EventStreams> streams,
            Instance<Webhooks> webhooks,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.engine = engine;
        this.ledger = ledger;
        this.backend = backend;
        this.rescanning = rescanning;
        this.streams = streams;
        this.webhooks = webhooks;
        this.vertx = vertx;
        this.host = host;
    }

    /** Before the HTTP server listens. */
    void start(@Observes StartupEvent event) {
        try {
            engine.get().list();
        } catch (RefusalToStart refusal) {
            // Printed as one line, without a stack trace; the exit status is 1.
            throw new ConfigurationException("chanio can't start: " + refusal.getMessage());
        }
        started = true;
        // Events of before are told too: they are in the ring.
        webhooks.get();
        rescanning.get().start();
        DurableLedger record = ledger.get();
        // The one timer that all waiting requests share.
        vertx.setPeriodic(TICK_MILLIS, ignored -> record.tick());
        EventStreams followed = streams.get();
        vertx.setPeriodic(EventStreams.KEEP_ALIVE.toMillis(), ignored -> followed.keepAlive());
    }

    /** While the HTTP server still answers: running jobs end, their clients learn it, new ones are told to go elsewhere. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        if (started) {
            closeEngine();
            // Whoever follows events, or waits for a job, hears of the last ends, which are shown when they are
            // recorded.
            ledger.get().endsShown(ENDS_SHOWN_WITHIN).toCompletableFuture().join();
            streams.get().close();
            bringLastEvents();
        }
    }

    /** The ports before the backend behind them, the record last; closing the engine again does nothing. */
    void stop(@Observes ShutdownEvent event) {
        if (started) {
            closeEngine();
            backend.get().end().run();
            ledger.get().close();
        }
    }

    /** They are known nowhere but in this process. */
    private void bringLastEvents() {
        try {
            webhooks.get().close().get(Webhooks.CLOSING_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            LOGGER.log(Level.WARNING, "not all webhooks took all events before chanio stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeEngine() {
        rescanning.get().close();
        engine.get().close();
    }

    void listening(@ObservesAsync HttpServerStart event, HttpServer server) {
        warnUnlessLoopback();
        List<LaneView> lanes = engine.get().list();
        Backend kind = engine.get().backend();
        String url = "http://%s:%d".formatted(reachable(host), server.getPort());
        LOGGER.log(Level.INFO, "chanio ready: {0}, backend {1}, {2} subchannels", url, kind, lanes.size());
        warnOfFaultSurface();
        warnOfUnusable(lanes);
        if (kind == Backend.SIMULATED) {
            lastUsable(lanes).ifPresent(id -> LOGGER.log(Level.INFO, "a first channel program:\n{0}", curl(url, id)));
        }
    }

    private void warnOfFaultSurface() {
        if (backend.get().faultSurface() == FaultSurface.PRESENT) {
            LOGGER.log(
                    Level.WARNING,
                    "chanio.simulator.faults=true: whoever reaches the port can break the simulated devices, under /sim");
        }
    }

    private static void warnOfUnusable(List<LaneView> lanes) {
        List<LaneView> unusable = lanes.stream()
                .filter(lane -> lane.state() == LaneView.State.NOT_OPERATIONAL)
                .toList();
        unusable.stream()
                .limit(UNUSABLE_LOGGED)
                .forEach(lane -> LOGGER.log(
                        Level.WARNING,
                        "subchannel {0} is not operational: {1}",
                        lane.subchannel(),
                        lane.reason().orElse("no reason is known")));
        if (unusable.size() > UNUSABLE_LOGGED) {
            LOGGER.log(
                    Level.WARNING,
                    "and {0} more are not: see GET /api/v1/subchannels?state=NOT_OPERATIONAL",
                    unusable.size() - UNUSABLE_LOGGED);
        }
    }

    private void warnUnlessLoopback() {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                LOGGER.log(
                        Level.WARNING,
                        "listening on {0}: there is no authentication yet, and whoever reaches the port drives the devices",
                        host);
            }
        } catch (UnknownHostException e) {
            LOGGER.log(Level.WARNING, "host {0} is unknown, so nobody can say who reaches the port", host);
        }
    }

    /** The last, for the numbers of disks are higher than those of consoles, and a disk has more to show. */
    private static Optional<SubchannelId> lastUsable(List<LaneView> lanes) {
        return lanes.stream()
                .filter(lane -> lane.state() != LaneView.State.NOT_OPERATIONAL)
                .map(LaneView::subchannel)
                .reduce((earlier, later) -> later);
    }

    private static String curl(String url, SubchannelId subchannel) {
        return ("curl -s -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d"
                        + " '{\"program\":{\"ccws\":[{\"command\":\"SENSE_ID\",\"count\":64,\"flags\":[\"SLI\"]}]}}'"
                        + " %s/api/v1/subchannels/%s/jobs")
                .formatted(url, subchannel);
    }

    /** A wildcard address is no place to send a request to, and in a URL the other kind stands in brackets. */
    private static String reachable(String host) {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
