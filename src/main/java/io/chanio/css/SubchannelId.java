package io.chanio.css;

/**
 * Which subchannel of the channel subsystem. Not a {@link DeviceNumber}, which prints alike.
 *
 * @param subchannelSet 0 to 3
 * @param number 0 to 65,535
 * @see "SA22-7832 Principles of Operation, subchannel set and subchannel number"
 */
public record SubchannelId(int subchannelSet, int number) implements Comparable<SubchannelId> {

    public SubchannelId {
        BusId.check(subchannelSet, number, "subchannel");
    }

    /** @throws IllegalArgumentException when {@code text} has not the form {@code 0.s.nnnn} */
    public static SubchannelId parse(String text) {
        return BusId.parse(text, "subchannel", SubchannelId::new);
    }

    @Override
    public int compareTo(SubchannelId that) {
        return Integer.compare(subchannelSet << 16 | number, that.subchannelSet << 16 | that.number);
    }

    @Override
    public String toString() {
        return BusId.print(subchannelSet, number);
    }
}
