package io.chanio.port.sim;

import java.util.List;
import java.util.Set;

/** The family of the {@link BareDevice}, which has no image and no choice of control units. */
public final class BareDevices implements DeviceCatalogue {

    /** What a topology calls it. */
    public static final String NAME = "bare";

    @Override
    public Set<String> deviceNames() {
        return Set.of(NAME);
    }

    @Override
    public List<String> faults(TopologySubchannel wanted) {
        return wanted.faultsWithoutImage("a bare device");
    }

    @Override
    public DeviceMaking make(TopologySubchannel wanted) {
        return new DeviceMaking.Made(new BareDevice());
    }
}
