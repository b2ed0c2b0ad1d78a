package io.chanio.port.sim;

import java.util.List;
import java.util.Set;

/** A family of devices that a topology can name. The families are put together where the simulator is wired up. */
public interface DeviceCatalogue {

    /** The names that this family answers to, in lower case. */
    Set<String> deviceNames();

    /** What is wrong with {@code wanted}, whose device is one of this family, without looking at any file. */
    List<String> faults(TopologySubchannel wanted);

    /** Makes the device. What its image is like decides whether it can be used, not whether chanio starts. */
    DeviceMaking make(TopologySubchannel wanted);
}
