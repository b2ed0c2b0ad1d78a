package io.chanio.css;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The printed form {@code 0.s.nnnn} that subchannel numbers and device numbers share, and nothing else. */
final class BusId {

    /** Channel-subsystem images, subchannel sets 0 to 3, and four hexadecimal digits. */
    private static final Pattern FORM = Pattern.compile("0\\.([0-3])\\.([0-9a-fA-F]{4})");

    static final int SET_MAX = 3;
    static final int NUMBER_MAX = 0xFFFF;

    private BusId() {}

    interface Maker<T> {
        T of(int set, int number);
    }

    static <T> T parse(String text, String what, Maker<T> maker) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no %s: the form is 0.s.nnnn, s 0 to 3, nnnn four hexadecimal digits, like 0.0.0120"
                            .formatted(text, what));
        }
        return maker.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2), 16));
    }

    static void check(int set, int number, String what) {
        if (set < 0 || set > SET_MAX) {
            throw new IllegalArgumentException("subchannel set " + set + " of a " + what + " is not 0 to 3");
        }
        if (number < 0 || number > NUMBER_MAX) {
            throw new IllegalArgumentException(what + " " + number + " is not 0 to 65535");
        }
    }

    static String print(int set, int number) {
        return "0.%d.%04x".formatted(set, number);
    }
}
