package io.chanio.port.vfio;

import java.time.Instant;
import java.util.Optional;

/** How it stands with a subchannel that an operator named. */
sealed interface Claim {

    /** It was taken by chanio, and is given back at the end. */
    record Held(Taking taking) implements Claim {}

    /**
     * It was taken by another chanio that has not given it back. That one may have died, or be running: it is ours once we
     * have had it open, which the kernel lets one process only.
     */
    record Adopted(Taking taking) implements Claim {}

    /** It was taken by chanio, and by somebody else from chanio: it is left alone. */
    record TakenAway(Taking taking) implements Claim {}

    /** A rule is against it; looked at again each time. */
    record Refused(String reason) implements Claim {}

    /** The kernel did not let it be taken. */
    record Failed(String reason, Instant again) implements Claim {}

    /** The kernel has not answered yet. */
    record Trying(Taking taking, Errands.Errand<Optional<ClaimAttempt.Problem>> attempt) implements Claim {}
}
