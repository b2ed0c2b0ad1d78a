package io.chanio.port.vfio;

import java.util.Optional;

/**
 * A subchannel that an operator named.
 *
 * @param sighting when the claim was first looked at, before anything was done
 * @param reported the reason that the log has
 * @param left what an attempt did and could not undo
 */
record ClaimEntry(Sighting sighting, Claim claim, Optional<String> reported, Optional<Taking> left) {

    static ClaimEntry of(Sighting sighting, Claim claim) {
        return new ClaimEntry(sighting, claim, Optional.empty(), Optional.empty());
    }

    ClaimEntry now(Claim next) {
        return new ClaimEntry(sighting, next, reported, left);
    }

    ClaimEntry reported(String reason) {
        return new ClaimEntry(sighting, claim, Optional.of(reason), left);
    }

    ClaimEntry leaving(Optional<Taking> undone) {
        return new ClaimEntry(sighting, claim, reported, undone);
    }
}
