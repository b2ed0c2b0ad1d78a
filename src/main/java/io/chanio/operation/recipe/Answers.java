package io.chanio.operation.recipe;

import io.chanio.css.Octets;
import io.chanio.engine.CcwData;
import io.chanio.engine.ProgramResult;
import java.nio.charset.Charset;

/** What recipes take out of a program's result. */
public final class Answers {

    /** The EBCDIC in which devices and volumes name themselves; digits, capitals and national letters are alike in all. */
    private static final Charset EBCDIC = Charset.forName("IBM037");

    private Answers() {}

    /** The bytes that a CCW stored; none when it stored nothing. */
    public static Octets stored(ProgramResult result, int ccw) {
        return result.data().stream()
                .filter(data -> data.ccw() == ccw)
                .findFirst()
                .map(CcwData::bytes)
                .orElse(Octets.EMPTY);
    }

    /** Text without the blanks and zeros that pad it. */
    public static String text(Octets ebcdic) {
        return untrimmed(ebcdic).replace('\0', ' ').strip();
    }

    /** Text as it stands, padding and all. */
    public static String untrimmed(Octets ebcdic) {
        return new String(ebcdic.toArray(), EBCDIC);
    }
}
