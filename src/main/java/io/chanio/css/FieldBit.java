package io.chanio.css;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A named bit of an architected field; {@link #mask()} is its place within the field. */
interface FieldBit {

    int mask();

    default boolean isOneIn(int field) {
        return (field & mask()) != 0;
    }

    /** The names of the bits that are one, from the leftmost on. */
    static <B extends Enum<B> & FieldBit> Set<B> onesOf(int field, Class<B> names) {
        EnumSet<B> ones = EnumSet.noneOf(names);
        for (B bit : EnumSet.allOf(names)) {
            if (bit.isOneIn(field)) {
                ones.add(bit);
            }
        }
        return Collections.unmodifiableSet(ones);
    }

    static int fieldOf(FieldBit... ones) {
        int field = 0;
        for (FieldBit bit : ones) {
            field |= bit.mask();
        }
        return field;
    }

    static int checked(String field, int bits, int max) {
        if (bits < 0 || bits > max) {
            throw new IllegalArgumentException("%s X'%x' is not 0 to X'%x'".formatted(field, bits, max));
        }
        return bits;
    }
}
