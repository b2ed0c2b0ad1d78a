package io.chanio.wiring;

import io.chanio.control.EventFilter;
import io.chanio.control.JobTerms;
import io.chanio.css.SubchannelId;
import io.chanio.ledger.Limits;
import io.chanio.notify.Secret;
import io.chanio.notify.WebhookTerms;
import io.chanio.port.vfio.ClaimList;
import io.chanio.port.vfio.VfioInterface;
import io.chanio.port.vfio.VfioSettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Everything under {@code chanio.} that an operator may set; each also as an environment variable. */
@ConfigMapping(prefix = "chanio")
interface ChanioConfig {

    /** Where the subchannels come from. */
    @WithDefault("auto")
    BackendChoice.Wanted backend();

    /** The root of the kernel's view of its devices. */
    @WithDefault("/sys")
    Path sysfs();

    Vfio vfio();

    Simulator simulator();

    /** Where chanio keeps files of its own: the record of jobs, and the demonstration's volume. */
    @WithDefault("data")
    Path data();

    Queue queue();

    Job job();

    Ledger ledger();

    Drain drain();

    Metrics metrics();

    /** Who is told of events without asking, by a name of the operator's. */
    Map<String, Webhook> webhooks();

    /** @throws RefusalToStart for a webhook that can't be one */
    default List<WebhookTerms> webhookTerms() {
        return webhooks().entrySet().stream()
                .map(webhook -> webhook.getValue().terms(webhook.getKey()))
                .toList();
    }

    /** @throws RefusalToStart for a number that is one, and can't be used */
    default void check() {
        if (queue().capacity() < 1) {
            throw new RefusalToStart("chanio.queue.capacity=%d is not 1 or more".formatted(queue().capacity()));
        }
        vfio().claims();
        ledger().check();
        webhookTerms();
        if (drain().grace().isNegative()) {
            throw new RefusalToStart("chanio.drain.grace=%s is less than 0".formatted(drain().grace()));
        }
        Duration timeout = job().timeout();
        if (!timeout.isPositive() || timeout.compareTo(JobTerms.TIMEOUT_MAX) > 0) {
            throw new RefusalToStart(
                    "chanio.job.timeout=%s is not more than 0 and up to %s".formatted(timeout, JobTerms.TIMEOUT_MAX));
        }
    }

    /** {@code chanio.vfio}. */
    interface Vfio {

        /** Which of the kernel's interfaces opens devices. */
        @WithName("interface")
        @WithDefault("auto")
        VfioInterface wanted();

        /** What chanio binds to the driver itself: device numbers, ranges of them, and subchannels behind {@code sch:}. */
        Optional<List<String>> claim();

        /** Whether a claimed device that is online is set offline, instead of being refused. */
        @WithDefault("false")
        boolean claimOffline();

        /** @throws RefusalToStart for a word that names nothing */
        default ClaimList claims() {
            try {
                return ClaimList.parse(claim().orElse(List.of()));
            } catch (IllegalArgumentException e) {
                throw new RefusalToStart("chanio.vfio.claim: " + e.getMessage());
            }
        }

        default VfioSettings settings() {
            return new VfioSettings(
                    wanted(),
                    claims(),
                    claimOffline() ? VfioSettings.OnlineDevices.SET_OFFLINE : VfioSettings.OnlineDevices.REFUSE);
        }
    }

    /** {@code chanio.simulator}. */
    interface Simulator {

        /** A JSON file with the simulated subchannels; without it there is a demonstration. */
        Optional<Path> topology();

        /** A file in which the simulated devices note what reaches them; for tests of what a crash leaves behind. */
        Optional<Path> journal();

        /** Whether simulated subchannels can be made to misbehave over HTTP; never with the hardware. */
        @WithDefault("false")
        boolean faults();
    }

    /** {@code chanio.queue}. */
    interface Queue {

        /** Jobs that may wait for one subchannel. */
        @WithDefault("256")
        int capacity();
    }

    /** {@code chanio.job}. */
    interface Job {

        /** From acceptance to the end, for a job whose client names no time. */
        @WithDefault("30s")
        Duration timeout();
    }

    /** {@code chanio.ledger}: where the record of jobs is, and what it may hold, whichever is reached first. */
    interface Ledger {

        /** Where the record of jobs outlives the process. */
        @WithDefault("journal")
        LedgerKind kind();

        Postgresql postgresql();

        /** How long a job is kept after its end. */
        @WithDefault("24h")
        Duration maxAge();

        @WithDefault("100000")
        int maxJobs();

        /** What the data and results of jobs may take; old data is given up before records are. */
        @WithDefault("256M")
        MemorySize maxData();

        /** @throws RefusalToStart for a number that can't be used */
        default void check() {
            if (maxAge().compareTo(Limits.DEFAULT.promise()) < 0) {
                throw new RefusalToStart(
                        "chanio.ledger.max-age=%s is less than %s, for which a job that was accepted stays"
                                .formatted(maxAge(), Limits.DEFAULT.promise()));
            }
            if (maxJobs() < 1) {
                throw new RefusalToStart("chanio.ledger.max-jobs=%d is not 1 or more".formatted(maxJobs()));
            }
        }

        default Limits limits() {
            Limits usual = Limits.DEFAULT;
            return new Limits(maxAge(), maxJobs(), maxData().asLongValue(), usual.promise(), usual.waiters());
        }
    }

    /** {@code chanio.ledger.postgresql}: read only when the record of jobs is there. */
    interface Postgresql {

        /** Of JDBC: {@code jdbc:postgresql://HOST:PORT/DATABASE}. */
        Optional<String> url();

        Optional<String> user();

        Optional<String> password();

        /** This chanio's name among those that share the database; without it that of the machine. */
        Optional<String> node();
    }

    /** {@code chanio.drain}. */
    interface Drain {

        /** How long running jobs may go on when chanio is told to stop; then they are cleared. */
        @WithDefault("10s")
        Duration grace();
    }

    /** {@code chanio.webhooks."NAME"}. */
    interface Webhook {

        /** Where events are posted. */
        Optional<String> url();

        /** What receiver and chanio share: {@code whsec_} and the base64 of 24 to 64 random bytes. */
        Optional<String> secret();

        /** Which events; without it all. */
        Optional<List<String>> types();

        /** Whose events; without it those of all. */
        Optional<String> subchannel();

        /** How long one event is tried. */
        @WithDefault("24h")
        Duration giveUpAfter();

        /** @throws RefusalToStart for what can't be used, without the secret */
        default WebhookTerms terms(String name) {
            String where = "chanio.webhooks.%s".formatted(name);
            String address = url().orElseThrow(() -> new RefusalToStart(where + ".url is not set"));
            String shared = secret().orElseThrow(() -> new RefusalToStart(where + ".secret is not set"));
            Secret key = parsed(where + ".secret", () -> Secret.parse(shared));
            URI target = parsed(where + ".url", () -> URI.create(address));
            EventFilter filter = new EventFilter(
                    subchannel().map(id -> parsed(where + ".subchannel", () -> SubchannelId.parse(id))),
                    Optional.empty());
            Set<String> wanted = Set.copyOf(types().orElse(List.of()));
            return parsed(where, () -> new WebhookTerms(name, target, key, wanted, filter, giveUpAfter()));
        }

        private static <T> T parsed(String where, Supplier<T> value) {
            try {
                return value.get();
            } catch (IllegalArgumentException e) {
                throw new RefusalToStart("%s: %s".formatted(where, e.getMessage()));
            }
        }
    }

    /** {@code chanio.metrics}. */
    interface Metrics {

        /** Whether the metrics of jobs name the subchannel. */
        @WithDefault("false")
        boolean perSubchannel();
    }
}
