package io.chanio.css;

/**
 * The number by which people know a device. Not a {@link SubchannelId}, which prints alike.
 *
 * @param subchannelSet 0 to 3
 * @param number 0 to 65,535
 * @see "SA22-7832 Principles of Operation, subchannel set and device number"
 */
public record DeviceNumber(int subchannelSet, int number) implements Comparable<DeviceNumber> {

    public DeviceNumber {
        BusId.check(subchannelSet, number, "device number");
    }

    /** @throws IllegalArgumentException when {@code text} has not the form {@code 0.s.nnnn} */
    public static DeviceNumber parse(String text) {
        return BusId.parse(text, "device number", DeviceNumber::new);
    }

    @Override
    public int compareTo(DeviceNumber that) {
        return Integer.compare(subchannelSet << 16 | number, that.subchannelSet << 16 | that.number);
    }

    @Override
    public String toString() {
        return BusId.print(subchannelSet, number);
    }
}
