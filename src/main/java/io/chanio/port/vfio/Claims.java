package io.chanio.port.vfio;

import io.chanio.css.SubchannelId;
import io.chanio.port.vfio.ClaimAttempt.Problem;
import io.chanio.port.vfio.ClaimList.DeviceRange;
import io.chanio.port.vfio.Errands.Errand;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The subchannels that chanio takes for itself, and gives back. Not for more than one thread at a time; what may block in the
 * kernel runs as errands.
 */
final class Claims {

    /** How long one call waits for the kernel; what is not taken then is taken by a later one. */
    static final Duration TAKING_MAX = Duration.ofSeconds(2);

    /** A device that the kernel does not let go is not shaken at every look. */
    static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(30);

    private final VfioSettings settings;
    private final ClaimWork work;
    private final Errands errands;
    private final InstantSource clock;
    private final Notices notices;
    private final Map<SubchannelId, ClaimEntry> entries = new HashMap<>();
    private boolean unmatchedReported;

    Claims(VfioSettings settings, ClaimWork work, Errands errands, InstantSource clock, Notices notices) {
        this.settings = settings;
        this.work = work;
        this.errands = errands;
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Takes what is wanted and can be had.
     *
     * @return the subchannels that are no longer as they were seen
     */
    Set<SubchannelId> attend(List<Sighting> seen) {
        if (settings.claims().equals(ClaimList.NONE)) {
            return Set.of();
        }
        Instant deadline = clock.instant().plus(TAKING_MAX);
        Set<SubchannelId> changed = new HashSet<>();
        forget(seen);
        seen.stream().filter(this::settle).forEach(each -> changed.add(each.subchannel()));
        List<Sighting> wanted = seen.stream().filter(this::isWanted).toList();
        if (!wanted.isEmpty()) {
            HostDevices host = work.hostDevices();
            wanted.stream()
                    .filter(each -> consider(each, host, deadline))
                    .forEach(each -> changed.add(each.subchannel()));
        }
        reportUnmatched(seen);
        return changed;
    }

    /** Why a subchannel that is claimed is not to be had; empty where its claim says nothing of it. */
    Optional<String> reason(Sighting sighting) {
        ClaimEntry entry = entries.get(sighting.subchannel());
        if (entry == null) {
            return isWanted(sighting)
                    ? Optional.of("chanio.vfio.claim names it: it is taken from its driver with one of the next looks")
                    : Optional.empty();
        }
        return switch (entry.claim()) {
            case Claim.Held held ->
                Optional.of("its mediated device was removed by somebody else: make one by hand, or restart chanio");
            case Claim.Adopted adopted -> Optional.empty();
            case Claim.TakenAway taken ->
                Optional.of("somebody took it back from chanio: bind it to vfio_ccw by hand, or restart chanio");
            case Claim.Refused(String reason) -> Optional.of(refusal(reason));
            case Claim.Failed(String reason, Instant again) -> Optional.of(refusal(reason) + "; it is tried again");
            case Claim.Trying trying ->
                Optional.of("chanio is taking it from its driver, and the kernel has not answered yet");
        };
    }

    /** It was opened: no other chanio has it. */
    void opened(SubchannelId subchannel) {
        ClaimEntry entry = entries.get(subchannel);
        if (entry != null && entry.claim() instanceof Claim.Adopted(Taking taking)) {
            put(entry.now(new Claim.Held(taking)));
        }
    }

    /** Undoes all that was done, and nothing else. */
    void giveBack() {
        new GivingBack(work, errands, clock, notices).run(List.copyOf(entries.values()));
        entries.clear();
    }

    private static String refusal(String reason) {
        return "chanio.vfio.claim names it, but " + reason;
    }

    /** One that was unplugged and came back is another one. */
    private void forget(List<Sighting> seen) {
        Map<SubchannelId, Object> there =
                seen.stream().collect(Collectors.toMap(Sighting::subchannel, Sighting::incarnation));
        entries.entrySet()
                .removeIf(each -> !each.getValue().sighting().incarnation().equals(there.get(each.getKey())));
    }

    /** Follows what became of a claim; true when the subchannel may have changed since it was seen. */
    private boolean settle(Sighting sighting) {
        ClaimEntry entry = entries.get(sighting.subchannel());
        if (entry == null) {
            return false;
        }
        return switch (entry.claim()) {
            case Claim.Held(Taking taking) -> {
                if (!sighting.drivenBy(SubchannelFolder.VFIO_CCW)) {
                    entries.put(sighting.subchannel(), entry.now(new Claim.TakenAway(taking)));
                    notices.log(
                            Level.INFO, "somebody took back " + entry.sighting().name() + ": it is left alone");
                }
                yield false;
            }
            case Claim.Adopted adopted -> {
                if (Taking.of(sighting.subchannel(), sighting.mediatedDevices()).isEmpty()) {
                    // The other chanio gave it back: now it is like any other.
                    entries.remove(sighting.subchannel());
                }
                yield false;
            }
            case Claim.Trying(Taking taking, Errand<Optional<Problem>> attempt) ->
                end(entry, taking, attempt.await(Duration.ZERO));
            case Claim.TakenAway taken -> false;
            case Claim.Refused refused -> false;
            case Claim.Failed failed -> false;
        };
    }

    private boolean isWanted(Sighting sighting) {
        return settings.claims().names(sighting.subchannel(), sighting.device())
                && (!usableAsFound(sighting)
                        || Taking.of(sighting.subchannel(), sighting.mediatedDevices())
                                .isPresent())
                && isOpenToAttempts(entries.get(sighting.subchannel()));
    }

    private boolean isOpenToAttempts(@Nullable ClaimEntry entry) {
        if (entry == null) {
            return true;
        }
        return switch (entry.claim()) {
            case Claim.Refused refused -> true;
            case Claim.Failed(String reason, Instant again) -> !clock.instant().isBefore(again);
            case Claim.Held held -> false;
            case Claim.Adopted adopted -> false;
            case Claim.TakenAway taken -> false;
            case Claim.Trying trying -> false;
        };
    }

    private static boolean usableAsFound(Sighting sighting) {
        return sighting.drivenBy(SubchannelFolder.VFIO_CCW)
                && !sighting.mediatedDevices().isEmpty();
    }

    private boolean consider(Sighting sighting, HostDevices host, Instant deadline) {
        ClaimEntry entry = entries.getOrDefault(sighting.subchannel(), ClaimEntry.of(sighting, new Claim.Refused("")));
        if (sighting.drivenBy(SubchannelFolder.VFIO_CCW)) {
            Optional<Taking> earlier = Taking.of(sighting.subchannel(), sighting.mediatedDevices());
            return earlier.isPresent() ? adopt(entry, earlier.get()) : attempt(entry, Taking.MEDIATED_DEVICE, deadline);
        }
        Optional<CcwDeviceFolder> ccwDevice = work.folder(sighting.subchannel()).ccwDevice();
        Optional<Refusal> refusal = ClaimRules.refusal(new ClaimRules.Candidate(
                sighting.driver(), sighting.device(), ccwDevice, work.driverIsThere(), host, settings.online()));
        if (refusal.isPresent()) {
            String reason = refusal.get().reason();
            report(entry.now(new Claim.Refused(reason)), reason);
            return false;
        }
        boolean online = ccwDevice.map(CcwDeviceFolder::online).orElse(false)
                || entry.left().equals(Optional.of(Taking.BINDING_AND_ONLINE));
        return attempt(entry, online ? Taking.BINDING_AND_ONLINE : Taking.BINDING, deadline);
    }

    private boolean adopt(ClaimEntry entry, Taking taking) {
        put(entry.now(new Claim.Adopted(taking)));
        notices.log(
                Level.INFO,
                "%s was claimed by a chanio that has not given it back: once this one has opened it, it gives it back"
                        .formatted(entry.sighting().name()));
        return false;
    }

    private boolean attempt(ClaimEntry entry, Taking taking, Instant deadline) {
        if (!clock.instant().isBefore(deadline)) {
            return false;
        }
        Errand<Optional<Problem>> attempt = errands.start(work.attempt(entry.sighting(), taking)::run);
        put(entry.now(new Claim.Trying(taking, attempt)));
        end(entry, taking, attempt.await(Duration.between(clock.instant(), deadline)));
        return true;
    }

    /** @param result no problem, or which; empty while there is none */
    private boolean end(ClaimEntry entry, Taking taking, Optional<Optional<Problem>> result) {
        if (result.isEmpty()) {
            return false;
        }
        Optional<Problem> problem = result.get();
        if (problem.isPresent()) {
            String reason = problem.get().reason();
            Claim failed = new Claim.Failed(reason, clock.instant().plus(BETWEEN_ATTEMPTS));
            report(entry.now(failed).leaving(problem.get().undone() ? Optional.empty() : Optional.of(taking)), reason);
        } else {
            put(entry.now(new Claim.Held(taking)));
            notices.log(Level.INFO, "claimed " + entry.sighting().name());
        }
        return true;
    }

    private void report(ClaimEntry entry, String reason) {
        if (!entry.reported().equals(Optional.of(reason))) {
            notices.log(
                    Level.WARNING,
                    "%s is not taken: %s".formatted(entry.sighting().name(), reason));
        }
        put(entry.reported(reason));
    }

    private void put(ClaimEntry entry) {
        entries.put(entry.sighting().subchannel(), entry);
    }

    private void reportUnmatched(List<Sighting> seen) {
        if (unmatchedReported) {
            return;
        }
        unmatchedReported = true;
        settings.claims().devices().stream()
                .filter(range -> seen.stream().noneMatch(each -> isIn(range, each)))
                .forEach(range -> reportUnmatched(range.toString()));
        settings.claims().subchannels().stream()
                .filter(id -> seen.stream().noneMatch(each -> each.subchannel().equals(id)))
                .forEach(id -> reportUnmatched("sch:" + id));
    }

    private static boolean isIn(DeviceRange range, Sighting sighting) {
        return sighting.device().map(range::contains).orElse(false);
    }

    private void reportUnmatched(String word) {
        notices.log(
                Level.WARNING,
                "chanio.vfio.claim names %s, and there is no such I/O subchannel (cio_ignore may hide it)"
                        .formatted(word));
    }
}
