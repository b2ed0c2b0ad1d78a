package io.chanio.port.sim;

import java.util.List;
import java.util.Set;

/** A family of devices that note in a journal what reaches them. */
public record JournalledDevices(DeviceCatalogue devices, DeviceJournal journal) implements DeviceCatalogue {

    @Override
    public Set<String> deviceNames() {
        return devices.deviceNames();
    }

    @Override
    public List<String> faults(TopologySubchannel wanted) {
        return devices.faults(wanted);
    }

    @Override
    public DeviceMaking make(TopologySubchannel wanted) {
        return switch (devices.make(wanted)) {
            case DeviceMaking.Made(Device device) -> new DeviceMaking.Made(journal.before(wanted.id(), device));
            case DeviceMaking.Unusable unusable -> unusable;
        };
    }
}
