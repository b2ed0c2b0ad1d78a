package io.chanio.port.vfio;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import java.util.List;

/**
 * The subchannels that an operator wants chanio to take: device numbers, ranges of them, and subchannels by name.
 *
 * @param devices ranges of device numbers
 * @param subchannels named by {@code sch:}
 */
public record ClaimList(List<DeviceRange> devices, List<SubchannelId> subchannels) {

    /** Nothing is claimed. */
    public static final ClaimList NONE = new ClaimList(List.of(), List.of());

    public ClaimList {
        devices = List.copyOf(devices);
        subchannels = List.copyOf(subchannels);
    }

    /** A range of device numbers in one subchannel set, both ends in it. */
    public record DeviceRange(DeviceNumber first, DeviceNumber last) {

        public DeviceRange {
            if (first.subchannelSet() != last.subchannelSet() || first.compareTo(last) > 0) {
                throw new IllegalArgumentException("'%s-%s' is no range of device numbers".formatted(first, last));
            }
        }
    }
}
