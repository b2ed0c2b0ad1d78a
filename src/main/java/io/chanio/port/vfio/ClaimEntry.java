package io.chanio.port.vfio;

import java.util.Optional;

/**
 * A subchannel that an operator named.
 *
 * @param sighting when the claim was first looked at, before anything was done
 * @param reported the reason that the log has
 */
record ClaimEntry(Sighting sighting, Claim claim, Optional<String> reported) {

    ClaimEntry now(Claim next) {
        return new ClaimEntry(sighting, next, reported);
    }
}
