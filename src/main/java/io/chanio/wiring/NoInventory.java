package io.chanio.wiring;

import io.chanio.port.Backend;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import java.util.List;

/** What a machine with a channel subsystem has until this version's successor can drive it: nothing, and nothing invented. */
record NoInventory() implements Inventory {

    @Override
    public Backend backend() {
        return Backend.VFIO;
    }

    @Override
    public List<Listing> list() {
        return List.of();
    }

    @Override
    public Opening open(Listing listing) {
        return new Opening.Refused("this version of chanio has no vfio backend yet");
    }
}
