package io.chanio.css;

import java.util.stream.IntStream;

/**
 * A set of the eight channel paths of a subchannel (LPM, PIM, PAM, POM, LPUM): the leftmost bit is path 0.
 *
 * @param bits 0 to 255
 * @see "SA22-7832 Principles of Operation, Path-Management-Control Word"
 */
public record PathMask(int bits) {

    public static final int PATHS = 8;
    public static final PathMask NONE = new PathMask(0);
    public static final PathMask ALL = new PathMask(0xFF);

    private static final int LEFTMOST = 0x80;

    public PathMask {
        if (bits < 0 || bits > 0xFF) {
            throw new IllegalArgumentException("path mask " + bits + " is not 0 to 255");
        }
    }

    /** @param path 0 to 7 */
    public static PathMask ofPath(int path) {
        if (path < 0 || path >= PATHS) {
            throw new IllegalArgumentException("channel path " + path + " is not 0 to 7");
        }
        return new PathMask(LEFTMOST >> path);
    }

    public boolean has(int path) {
        return (bits & ofPath(path).bits) != 0;
    }

    /** The paths in it, 0 to 7, from the leftmost on. */
    public IntStream paths() {
        return IntStream.range(0, PATHS).filter(this::has);
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    /** The leftmost path alone; nothing of nothing. */
    public PathMask leftmost() {
        return new PathMask(Integer.highestOneBit(bits));
    }

    public PathMask and(PathMask that) {
        return new PathMask(bits & that.bits);
    }

    public PathMask or(PathMask that) {
        return new PathMask(bits | that.bits);
    }

    public PathMask without(PathMask that) {
        return new PathMask(bits & ~that.bits);
    }

    @Override
    public String toString() {
        return "0x%02x".formatted(bits);
    }
}
