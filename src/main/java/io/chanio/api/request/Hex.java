package io.chanio.api.request;

import java.util.Locale;

/** How the interface writes codes, masks and types. */
public final class Hex {

    private Hex() {}

    /** A command code or a mask: {@code 0xfa}. */
    public static String ofByte(int value) {
        return String.format(Locale.ROOT, "0x%02x", value);
    }

    /** A model: {@code e9}. */
    public static String model(int value) {
        return String.format(Locale.ROOT, "%02x", value);
    }

    /** A control-unit or device type: {@code 3990}. */
    public static String type(int value) {
        return String.format(Locale.ROOT, "%04x", value);
    }
}
