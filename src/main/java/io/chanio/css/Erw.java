package io.chanio.css;

import java.util.Set;

/**
 * Extended-report word: word 1 of an {@link Esw}.
 *
 * <pre>
 *        0     3 4 5 6 7 8 9 10    16                     31
 *       +-----+-+-+-+-+-+-+-+-----+------------------------+
 *  +0   |00 L |A|P|T|F|S|C|R| SCNT|           0            |
 *       +-----+-+-+-+-+-+-+-+-----+------------------------+
 * </pre>
 *
 * @see "SA22-7832 Principles of Operation, ch. 16, Extended-Report Word"
 * @see "linux arch/s390/include/asm/cio.h, struct erw"
 */
public record Erw(int word) {

    public static final int LENGTH = 4;

    /** The most bytes that {@link #senseCount()} can honestly name: the length of an ECW. */
    public static final int SENSE_COUNT_MAX = 32;

    private static final int SENSE_COUNT_SHIFT = 16;
    private static final int SENSE_COUNT_MASK = 0x3F;

    /** The bits that stand alone, from the leftmost on. */
    public enum Flag implements FieldBit {
        AUTHORIZATION_CHECK(0x1000_0000),
        PATH_VERIFICATION_REQUIRED(0x0800_0000),
        CHANNEL_PATH_TIMEOUT(0x0400_0000),
        FAILING_STORAGE_ADDRESS_VALID(0x0200_0000),
        CONCURRENT_SENSE(0x0100_0000),
        SECONDARY_CCW_ADDRESS_VALID(0x0080_0000),
        FAILING_STORAGE_ADDRESS_FORMAT(0x0040_0000);

        private final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    /** Says that the ECW holds {@code count} sense bytes, 1 to 32. */
    public static Erw ofConcurrentSense(int count) {
        if (count < 1 || count > SENSE_COUNT_MAX) {
            throw new IllegalArgumentException("concurrent sense of " + count + " bytes is not 1 to 32");
        }
        return new Erw(Flag.CONCURRENT_SENSE.mask() | count << SENSE_COUNT_SHIFT);
    }

    public boolean has(Flag flag) {
        return flag.isOneIn(word);
    }

    public Set<Flag> flags() {
        return FieldBit.onesOf(word, Flag.class);
    }

    /** Sense bytes in the ECW; zero without concurrent sense, and never more than an ECW holds. */
    public int senseCount() {
        return has(Flag.CONCURRENT_SENSE)
                ? Math.min(word >>> SENSE_COUNT_SHIFT & SENSE_COUNT_MASK, SENSE_COUNT_MAX)
                : 0;
    }
}
