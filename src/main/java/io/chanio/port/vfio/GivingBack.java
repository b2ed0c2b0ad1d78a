package io.chanio.port.vfio;

import io.chanio.port.vfio.Errands.Errand;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gives all claims back, side by side and within a bound, and says what was not. Used once, by one thread. */
final class GivingBack {

    static final Duration MAX = Duration.ofSeconds(10);

    private final ClaimWork work;
    private final Errands errands;
    private final InstantSource clock;
    private final Notices notices;
    private final Instant deadline;

    GivingBack(ClaimWork work, Errands errands, InstantSource clock, Notices notices) {
        this.work = work;
        this.errands = errands;
        this.clock = clock;
        this.notices = notices;
        this.deadline = clock.instant().plus(MAX);
    }

    private record Started(String name, GiveBack giveBack, Errand<Optional<String>> errand) {}

    void run(Collection<ClaimEntry> entries) {
        List<Started> started = new ArrayList<>();
        entries.forEach(entry -> start(entry).ifPresent(started::add));
        entries.forEach(entry -> finish(entry).ifPresent(started::add));
        started.forEach(this::await);
    }

    private Optional<Started> start(ClaimEntry entry) {
        return switch (entry.claim()) {
            case Claim.Held(Taking taking) -> Optional.of(start(entry, taking));
            case Claim.TakenAway(Taking taking) -> {
                GiveBack left = work.giveBack(entry.sighting(), taking);
                yield Optional.of(new Started(entry.sighting().name(), left, errands.start(left::letGo)));
            }
            case Claim.Trying trying -> Optional.empty();
            case Claim.Refused refused -> Optional.empty();
            case Claim.Failed failed -> Optional.empty();
        };
    }

    private Started start(ClaimEntry entry, Taking taking) {
        GiveBack giveBack = work.giveBack(entry.sighting(), taking);
        return new Started(entry.sighting().name(), giveBack, errands.start(giveBack::run));
    }

    /** One that is being taken right now is given back when it was taken. */
    private Optional<Started> finish(ClaimEntry entry) {
        if (!(entry.claim() instanceof Claim.Trying(Taking taking, Errand<Optional<String>> attempt))) {
            return Optional.empty();
        }
        Optional<Optional<String>> taken = attempt.await(left());
        if (taken.isEmpty()) {
            GiveBack giveBack = work.giveBack(entry.sighting(), taking);
            report(entry.sighting().name(), giveBack, "the kernel still works on taking it");
            return Optional.empty();
        }
        return taken.get().isPresent() ? Optional.empty() : Optional.of(start(entry, taking));
    }

    private void await(Started started) {
        Optional<Optional<String>> result = started.errand().await(left());
        if (result.isEmpty()) {
            report(
                    started.name(),
                    started.giveBack(),
                    "somebody may have it open: the kernel has not answered in time");
        } else if (result.get().isPresent()) {
            report(started.name(), started.giveBack(), result.get().get());
        } else {
            notices.log(Level.INFO, "gave back " + started.name());
        }
    }

    private void report(String name, GiveBack giveBack, String why) {
        notices.log(Level.ERROR, "could not give back %s: %s. By hand: %s".formatted(name, why, giveBack.byHand()));
    }

    private Duration left() {
        return Duration.between(clock.instant(), deadline);
    }
}
