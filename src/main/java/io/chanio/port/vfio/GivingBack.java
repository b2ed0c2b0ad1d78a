package io.chanio.port.vfio;

import io.chanio.port.vfio.ClaimAttempt.Problem;
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

    /** How long none of them may come back before those that are left are given up. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For all of them: there may be hundreds. */
    static final Duration MAX = Duration.ofMinutes(1);

    private final ClaimWork work;
    private final Errands errands;
    private final InstantSource clock;
    private final Notices notices;
    private final Instant last;
    private Instant deadline;

    GivingBack(ClaimWork work, Errands errands, InstantSource clock, Notices notices) {
        this.work = work;
        this.errands = errands;
        this.clock = clock;
        this.notices = notices;
        this.last = clock.instant().plus(MAX);
        this.deadline = patience();
    }

    private record Started(String name, String byHand, Errand<Optional<String>> errand) {}

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
                yield Optional.of(
                        new Started(entry.sighting().name(), left.lettingGoByHand(), errands.start(left::letGo)));
            }
            case Claim.Adopted(Taking taking) -> {
                notices.log(
                        Level.WARNING,
                        "%s stays with vfio_ccw: another chanio claimed it, and this one never had it open. When no other runs, by hand: %s"
                                .formatted(
                                        entry.sighting().name(),
                                        work.giveBack(entry.sighting(), taking).byHand()));
                yield Optional.empty();
            }
            case Claim.Trying trying -> Optional.empty();
            case Claim.Refused refused -> entry.left().map(left -> start(entry, left));
            case Claim.Failed failed -> entry.left().map(left -> start(entry, left));
        };
    }

    private Started start(ClaimEntry entry, Taking taking) {
        GiveBack giveBack = work.giveBack(entry.sighting(), taking);
        return new Started(entry.sighting().name(), giveBack.byHand(), errands.start(giveBack::run));
    }

    /** One that is being taken right now is given back when it was taken. */
    private Optional<Started> finish(ClaimEntry entry) {
        if (!(entry.claim() instanceof Claim.Trying(Taking taking, Errand<Optional<Problem>> attempt))) {
            return Optional.empty();
        }
        Optional<Optional<Problem>> taken = attempt.await(left());
        if (taken.isEmpty()) {
            GiveBack giveBack = work.giveBack(entry.sighting(), taking);
            report(entry.sighting().name(), giveBack.byHand(), "the kernel still works on taking it");
            return Optional.empty();
        }
        return taken.get().map(Problem::undone).orElse(false) ? Optional.empty() : Optional.of(start(entry, taking));
    }

    private void await(Started started) {
        Optional<Optional<String>> result = started.errand().await(left());
        if (result.isPresent()) {
            deadline = patience();
        }
        if (result.isEmpty()) {
            report(started.name(), started.byHand(), "somebody may have it open: the kernel has not answered in time");
        } else if (result.get().isPresent()) {
            report(started.name(), started.byHand(), result.get().get());
        } else {
            notices.log(Level.INFO, "gave back " + started.name());
        }
    }

    private void report(String name, String byHand, String why) {
        notices.log(Level.ERROR, "could not give back %s: %s. By hand: %s".formatted(name, why, byHand));
    }

    private Instant patience() {
        Instant patience = clock.instant().plus(PATIENCE);
        return patience.isBefore(last) ? patience : last;
    }

    private Duration left() {
        return Duration.between(clock.instant(), deadline);
    }
}
