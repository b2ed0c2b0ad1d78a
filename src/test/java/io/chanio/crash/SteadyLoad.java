package io.chanio.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients that have their subchannels read again and again: each waits for the end of its job, rests, and submits the next.
 * So the load on a subchannel that nothing disturbs is the same in all phases.
 */
final class SteadyLoad {

    /**
     * A job that was accepted.
     *
     * @param phase that in which it was submitted
     * @param job as it stood at its end, or when nobody waited any longer
     */
    record Seen(String subchannel, int phase, JsonNode job) {

        boolean succeeded() {
            return job.path("state").asText().equals("SUCCEEDED");
        }

        /** From acceptance to the end, by chanio's own clock: without the client, who shares the machine with it. */
        long totalMicros() {
            return job.path("timings").path("totalMicros").asLong(-1);
        }
    }

    /** Between the end of a job and the next of the same client. */
    private static final int REST_MILLIS = 20;

    private static final int WAIT_SECONDS = 30;

    private final Client client;
    private final ScheduledExecutorService clients;
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile int phase;

    SteadyLoad(Client client, int clients) {
        this.client = client;
        this.clients = Executors.newScheduledThreadPool(clients);
    }

    /** From now on somebody has {@code program} run on {@code subchannel}. */
    void begin(String subchannel, String program) {
        Future<?> endless =
                clients.scheduleWithFixedDelay(() -> once(subchannel, program), 0, REST_MILLIS, TimeUnit.MILLISECONDS);
        if (endless.isDone()) {
            throw new AssertionError("the load on " + subchannel + " has ended before it began");
        }
    }

    void enter(int next) {
        phase = next;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The subchannel of each job that was not accepted. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    private void once(String subchannel, String program) {
        try {
            int begun = phase;
            client.run(subchannel, program, WAIT_SECONDS)
                    .ifPresentOrElse(job -> seen.add(new Seen(subchannel, begun, job)), () -> refused.add(subchannel));
        } catch (IOException | RuntimeException | AssertionError e) {
            failures.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all jobs that were submitted have ended; nobody submits any more. */
    void stop() throws InterruptedException {
        clients.shutdown();
        if (!clients.awaitTermination(2 * WAIT_SECONDS, TimeUnit.SECONDS)) {
            failures.add(new AssertionError("a client still waits for its job"));
        }
    }
}
