package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Every structure keeps every byte it was decoded from, reserved bits too, whatever the order of the buffers. */
class RoundTripProperties {

    private static final int OFFSET_MAX = 9;

    private interface Decoder<T> {
        T decode(ByteBuffer source, int offset);
    }

    private interface Encoder<T> {
        void encode(T structure, ByteBuffer target, int offset);
    }

    @Property
    void anOrbKeepsItsBytes(@ForAll @Size(Orb.LENGTH) byte[] block, @ForAll @IntRange(max = OFFSET_MAX) int offset) {
        assertKept(block, offset, Orb::decode, Orb::encode);
    }

    @Property
    void anScswKeepsItsBytes(@ForAll @Size(Scsw.LENGTH) byte[] block, @ForAll @IntRange(max = OFFSET_MAX) int offset) {
        assertKept(block, offset, Scsw::decode, Scsw::encode);
    }

    @Property
    void anEswKeepsItsBytes(@ForAll @Size(Esw.LENGTH) byte[] block, @ForAll @IntRange(max = OFFSET_MAX) int offset) {
        assertKept(block, offset, Esw::decode, Esw::encode);
    }

    @Property
    void anIrbKeepsItsBytes(@ForAll @Size(Irb.LENGTH) byte[] block, @ForAll @IntRange(max = OFFSET_MAX) int offset) {
        assertKept(block, offset, Irb::decode, Irb::encode);
        assertThat(Irb.decode(ByteBuffer.wrap(block), 0).octets()).isEqualTo(Octets.of(block));
    }

    @Property
    void aPmcwKeepsItsBytes(@ForAll @Size(Pmcw.LENGTH) byte[] block, @ForAll @IntRange(max = OFFSET_MAX) int offset) {
        assertKept(block, offset, Pmcw::decode, Pmcw::encode);
    }

    @Property
    void aSchibKeepsItsBytes(@ForAll @Size(Schib.LENGTH) byte[] block, @ForAll @IntRange(max = OFFSET_MAX) int offset) {
        assertKept(block, offset, Schib::decode, Schib::encode);
        assertThat(Schib.decode(ByteBuffer.wrap(block), 0).octets()).isEqualTo(Octets.of(block));
    }

    @Property
    void aCrwKeepsItsBytes(@ForAll @Size(Crw.LENGTH) byte[] block, @ForAll @IntRange(max = OFFSET_MAX) int offset) {
        assertKept(block, offset, Crw::decode, Crw::encode);
    }

    @Property
    void aCcwKeepsItsFieldsInBothFormats(
            @ForAll @IntRange(max = 0xFF) int command,
            @ForAll @IntRange(max = 0xFF) int flags,
            @ForAll @IntRange(max = Ccw.COUNT_MAX) int count,
            @ForAll @IntRange(max = Integer.MAX_VALUE) int address) {
        assertKept(new Ccw(command, flags, count, address), CcwFormat.FORMAT_1);
        assertKept(new Ccw(command, flags, count, address & 0xFF_FFFF), CcwFormat.FORMAT_0);
    }

    /** Whatever the bits, an accessor answers: it neither throws nor reads a meaningless field. */
    @Property
    void everyIrbIsReadable(@ForAll @Size(Irb.LENGTH) byte[] block, @ForAll @Size(Pmcw.LENGTH) byte[] pmcwBlock) {
        Irb irb = Irb.decode(ByteBuffer.wrap(block), 0);
        Pmcw pmcw = Pmcw.decode(ByteBuffer.wrap(pmcwBlock), 0);

        boolean endedWell = irb.scsw().stoppedAt().isPresent();
        assertThat(irb.scsw().residualCount().isPresent() && !endedWell).isFalse();
        assertThat(irb.concurrentSense().map(Octets::length).orElse(1)).isBetween(1, Irb.ECW_LENGTH);
        assertThat(irb.deviceConnectTimeInterval(pmcw).isPresent()
                        && irb.subchannelLogout().isPresent())
                .isFalse();
        assertThat(pmcw.deviceNumber(0).isPresent()).isEqualTo(pmcw.has(Pmcw.Flag.DEVICE_NUMBER_VALID));
        assertThat(pmcw.subchannelType()).isNotNull();
    }

    @Property
    void everyCrwIsReadable(@ForAll int word) {
        Crw crw = new Crw(word);

        assertThat(crw.source()).isNotNull();
        assertThat(crw.recovery()).isNotNull();
    }

    @Property
    void everySenseIsReadable(@ForAll @Size(max = 40) byte[] bytes) {
        SenseData sense = new SenseData(Octets.of(bytes));

        assertThat(sense.eckd().isPresent()).isEqualTo(bytes.length >= EckdSense.SHORT_LENGTH);
        sense.eckd().ifPresent(eckd -> assertThat(eckd.format() << 4 | eckd.message())
                .isEqualTo(bytes[7] & 0xFF));
    }

    private static void assertKept(Ccw ccw, CcwFormat format) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            ByteBuffer area = ByteBuffer.allocate(Ccw.LENGTH + 1).order(order);
            ccw.encode(format, area, 1);
            assertThat(area.get(1) & 0xFF).isEqualTo(ccw.command());
            assertThat(Ccw.decode(format, area, 1)).isEqualTo(ccw);
        }
    }

    private static <T> void assertKept(byte[] block, int offset, Decoder<T> decoder, Encoder<T> encoder) {
        byte[] noise = new byte[offset + block.length + OFFSET_MAX];
        new Random(offset).nextBytes(noise);
        byte[] expected = noise.clone();
        System.arraycopy(block, 0, expected, offset, block.length);

        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            T decoded = decoder.decode(ByteBuffer.wrap(expected).order(order), offset);
            assertThat(decoded).isEqualTo(decoder.decode(ByteBuffer.wrap(block), 0));

            ByteBuffer target = ByteBuffer.wrap(noise.clone()).order(order);
            encoder.encode(decoded, target, offset);
            assertThat(target.array()).isEqualTo(expected);
            assertThat(target.position()).isZero();
            assertThat(target.order()).isEqualTo(order);
        }
    }
}
