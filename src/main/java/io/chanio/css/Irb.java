package io.chanio.css;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Interruption-response block: what TEST SUBCHANNEL stores, and what a vfio-ccw interruption delivers.
 *
 * <pre>
 *       +--------------------------------------------------+
 *  +0   |            SCSW, 12 bytes                        |
 *       +--------------------------------------------------+
 *  +12  |            ESW, 20 bytes                         |
 *       +--------------------------------------------------+
 *  +32  |   ECW, 32 bytes: sense data, if the ERW says so  |
 *       +--------------------------------------------------+
 *  +64  |         EMW, 32 bytes: measurements              |
 *       +--------------------------------------------------+
 * </pre>
 *
 * @param ecw extended-control word, 32 bytes
 * @param emw extended-measurement word, 32 bytes
 * @see "SA22-7832 Principles of Operation, ch. 16, Interruption-Response Block"
 * @see "linux arch/s390/include/asm/cio.h, struct irb"
 */
public record Irb(Scsw scsw, Esw esw, Octets ecw, Octets emw) {

    public static final int LENGTH = 96;
    public static final int ECW_LENGTH = 32;
    public static final int EMW_LENGTH = 32;

    static final int SCSW_OFFSET = 0;
    static final int ESW_OFFSET = 12;
    static final int ECW_OFFSET = 32;
    static final int EMW_OFFSET = 64;

    private static final int CONNECT_TIME_MASK = 0xFFFF;

    public Irb {
        checkLength("ECW", ecw, ECW_LENGTH);
        checkLength("EMW", emw, EMW_LENGTH);
    }

    /** An IRB whose ECW and EMW are zero. */
    public static Irb of(Scsw scsw, Esw esw) {
        return new Irb(scsw, esw, Octets.zeros(ECW_LENGTH), Octets.zeros(EMW_LENGTH));
    }

    /** An IRB whose ECW begins with {@code sense}; ERW and E say so. */
    public static Irb withConcurrentSense(Scsw scsw, PathMask lastPathUsed, Octets sense) {
        Esw esw = Esw.ofFormat1(lastPathUsed, Erw.ofConcurrentSense(sense.length()));
        Octets ecw = sense.concat(Octets.zeros(ECW_LENGTH - sense.length()));
        return new Irb(scsw.with(Scsw.Flag.EXTENDED_CONTROL), esw, ecw, Octets.zeros(EMW_LENGTH));
    }

    /** Reads the IRB that starts at {@code offset}. The buffer's own byte order is ignored. */
    public static Irb decode(ByteBuffer source, int offset) {
        return new Irb(
                Scsw.decode(source, offset + SCSW_OFFSET),
                Esw.decode(source, offset + ESW_OFFSET),
                Octets.of(source, offset + ECW_OFFSET, ECW_LENGTH),
                Octets.of(source, offset + EMW_OFFSET, EMW_LENGTH));
    }

    /** Writes the IRB from {@code offset} on. The buffer's own byte order is ignored. */
    public void encode(ByteBuffer target, int offset) {
        scsw.encode(target, offset + SCSW_OFFSET);
        esw.encode(target, offset + ESW_OFFSET);
        ecw.copyTo(target, offset + ECW_OFFSET);
        emw.copyTo(target, offset + EMW_OFFSET);
    }

    /** The 96 bytes. */
    public Octets octets() {
        ByteBuffer block = ByteBuffer.allocate(LENGTH);
        encode(block, 0);
        return Octets.of(block, 0, LENGTH);
    }

    /**
     * The sense bytes that came with the status. Empty unless the SCSW's E and the ERW say that there are some.
     *
     * <p>QEMU leaves the count 0, which the architecture has not. The sense is in the ECW all the same, and no longer in
     * the device, so all of the ECW counts then; Linux does not look at the count either.
     *
     * @see "linux drivers/s390/cio/device_status.c, ccw_device_accumulate_irb"
     */
    public Optional<Octets> concurrentSense() {
        Erw erw = esw.erw();
        if (!scsw.extendedControl() || !erw.has(Erw.Flag.CONCURRENT_SENSE)) {
            return Optional.empty();
        }
        return Optional.of(erw.senseCount() == 0 ? ecw : ecw.first(erw.senseCount()));
    }

    /** Empty unless the ESW is of format 0. */
    public Optional<SubchannelLogout> subchannelLogout() {
        return scsw.hasSubchannelLogout() ? Optional.of(new SubchannelLogout(esw.logout())) : Optional.empty();
    }

    /**
     * DCTI, in units of 128 microseconds. Empty unless the ESW is of format 2: not of format 0, primary status, and
     * {@code pmcw} has the timing facility and device-connect-time measurement on.
     */
    public OptionalInt deviceConnectTimeInterval(Pmcw pmcw) {
        boolean format2 = !scsw.hasSubchannelLogout()
                && scsw.statusPending()
                && scsw.statusControl().primary()
                && pmcw.measuresConnectTime();
        return format2 ? OptionalInt.of(esw.logout() & CONNECT_TIME_MASK) : OptionalInt.empty();
    }

    private static void checkLength(String word, Octets octets, int length) {
        if (octets.length() != length) {
            throw new IllegalArgumentException(word + " of " + octets.length() + " bytes is not " + length);
        }
    }
}
