package io.chanio.port.vfio;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The subchannels that an operator wants chanio to take: device numbers, ranges of them, and subchannels by name.
 *
 * @param devices ranges of device numbers
 * @param subchannels named by {@code sch:}
 */
public record ClaimList(List<DeviceRange> devices, List<SubchannelId> subchannels) {

    /** Nothing is claimed. */
    public static final ClaimList NONE = new ClaimList(List.of(), List.of());

    private static final String SUBCHANNEL_PREFIX = "sch:";
    private static final String FORM =
            "the forms are 0.0.1111 (a device number), 0.0.1200-0.0.12ff (a range of them) and sch:0.0.0013 (a subchannel)";

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

        boolean contains(DeviceNumber device) {
            return first.compareTo(device) <= 0 && device.compareTo(last) <= 0;
        }

        /** As the operator wrote it. */
        @Override
        public String toString() {
            return first.equals(last) ? first.toString() : first + "-" + last;
        }
    }

    /**
     * Reads what an operator wrote, separated by commas.
     *
     * @throws IllegalArgumentException when a word has none of the forms
     */
    public static ClaimList parse(String text) {
        return parse(List.of(text.split(",", -1)));
    }

    /**
     * Reads what an operator wrote; blanks around a word, and empty words, mean nothing.
     *
     * @throws IllegalArgumentException when a word has none of the forms
     */
    public static ClaimList parse(List<String> words) {
        List<DeviceRange> devices = new ArrayList<>();
        List<SubchannelId> subchannels = new ArrayList<>();
        for (String each : words) {
            String word = each.strip();
            if (word.startsWith(SUBCHANNEL_PREFIX)) {
                subchannels.add(subchannel(word));
            } else if (!word.isEmpty()) {
                devices.add(range(word));
            }
        }
        return new ClaimList(devices, subchannels);
    }

    boolean names(SubchannelId subchannel, Optional<DeviceNumber> device) {
        return subchannels.contains(subchannel)
                || device.map(number -> devices.stream().anyMatch(range -> range.contains(number)))
                        .orElse(false);
    }

    private static SubchannelId subchannel(String word) {
        try {
            return SubchannelId.parse(word.substring(SUBCHANNEL_PREFIX.length()).strip());
        } catch (IllegalArgumentException e) {
            throw noClaim(word, e);
        }
    }

    private static DeviceRange range(String word) {
        try {
            int dash = word.indexOf('-');
            DeviceNumber first = DeviceNumber.parse((dash < 0 ? word : word.substring(0, dash)).strip());
            DeviceNumber last = dash < 0
                    ? first
                    : DeviceNumber.parse(word.substring(dash + 1).strip());
            return new DeviceRange(first, last);
        } catch (IllegalArgumentException e) {
            throw noClaim(word, e);
        }
    }

    private static IllegalArgumentException noClaim(String word, IllegalArgumentException cause) {
        return new IllegalArgumentException("'%s' can't be claimed: %s".formatted(word, FORM), cause);
    }
}
