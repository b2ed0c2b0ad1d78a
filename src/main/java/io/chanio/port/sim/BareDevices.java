package io.chanio.port.sim;

import java.util.ArrayList;
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
        List<String> found = new ArrayList<>();
        wanted.controlUnit().ifPresent(name -> found.add("controlUnit '%s': a bare device has none".formatted(name)));
        wanted.image().ifPresent(file -> found.add("image '%s': a bare device has none".formatted(file)));
        if (wanted.writable()) {
            found.add("writable true: a bare device has no image");
        }
        wanted.overlay().ifPresent(file -> found.add("overlay '%s': a bare device has no image".formatted(file)));
        return found;
    }

    @Override
    public DeviceMaking make(TopologySubchannel wanted) {
        return new DeviceMaking.Made(new BareDevice());
    }
}
