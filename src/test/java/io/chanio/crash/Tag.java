package io.chanio.crash;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one write program from every other: it stands in the record that the program writes, so the device sees it.
 *
 * @param number counts the programs of one subchannel, in the order in which they were submitted
 */
record Tag(String subchannel, int number) {

    static final int RECORD_LENGTH = 80;

    /** The commands that change data in a locate record domain, as the journal of the devices shows them. */
    private static final String WRITE_UPDATE_DATA = "85";

    private static final Pattern LINE = Pattern.compile("(\\S+) (\\S\\S) ([0-9a-f]*)");

    /** The tag of a line of the devices' journal; empty when it is of another command. */
    static Optional<Tag> of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || !parts.group(2).equals(WRITE_UPDATE_DATA)) {
            return Optional.empty();
        }
        byte[] data = HexFormat.of().parseHex(parts.group(3));
        int number = ByteBuffer.wrap(data).getInt();
        return Optional.of(new Tag(parts.group(1), number));
    }

    /** Writes this tag into record 3 of the first track. */
    String writeProgram() {
        byte[] record = new byte[RECORD_LENGTH];
        ByteBuffer.wrap(record).putInt(number);
        return program("00", "0180", "0050", "{\"command\":\"0x85\",\"data\":\"%s\"}".formatted(base64(record)));
    }

    /** Reads the same record. */
    static String readProgram() {
        return program("40", "0600", "0000", "{\"command\":\"0x86\",\"count\":%d}".formatted(RECORD_LENGTH));
    }

    private static String program(String mask, String operation, String factor, String transfer) {
        String extent = base64(HexFormat.of().parseHex(mask + "c0" + "000000000000" + "00000000" + "0000000e"));
        String locate = base64(HexFormat.of().parseHex(operation + "0001" + "00000000" + "0000000003" + "00" + factor));
        return String.format(
                Locale.ROOT,
                "{\"program\":{\"ccws\":[{\"command\":\"0x63\",\"data\":\"%s\"},{\"command\":\"0x47\",\"data\":\"%s\"},%s]}}",
                extent,
                locate,
                transfer);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
