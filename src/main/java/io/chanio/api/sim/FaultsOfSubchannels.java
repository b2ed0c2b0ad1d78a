package io.chanio.api.sim;

import io.chanio.css.SubchannelId;
import io.chanio.port.sim.Faults;
import java.util.Optional;

/** Where the fault surfaces of the simulated subchannels are. */
@FunctionalInterface
public interface FaultsOfSubchannels {

    /** Empty for a subchannel that there is not, or that has no device. */
    Optional<Faults> of(SubchannelId subchannel);
}
