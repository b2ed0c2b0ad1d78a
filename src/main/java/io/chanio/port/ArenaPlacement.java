package io.chanio.port;

/**
 * Where the arena of a subchannel lies, and how large it is.
 *
 * @param address what the channel calls its first byte: a page boundary above 0
 * @param length bytes, all below 2 GiB; at least the 2 KiB that the driver copies of each chain
 */
public record ArenaPlacement(int address, int length) {

    /** 4 MiB at 1 MiB. */
    public static final ArenaPlacement DEFAULT = new ArenaPlacement(0x10_0000, 0x40_0000);

    /** What the driver copies from the address of a chain, however short it is. */
    private static final int LENGTH_MIN = 2048;

    private static final int PAGE = 4096;

    public ArenaPlacement {
        if (address <= 0 || address % PAGE != 0) {
            throw new IllegalArgumentException("arena address %08x is no page boundary above 0".formatted(address));
        }
        if (length < LENGTH_MIN || length > Integer.MAX_VALUE - address) {
            throw new IllegalArgumentException(
                    "an arena of %d bytes at %08x is no place for a program".formatted(length, address));
        }
    }
}
