package io.chanio.port.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what a port answered to one program or order with what was recorded, field by field: with a golden result, or with what
 * of it two emulators agreed on.
 */
final class ConformanceAnswers {

    /** How long a program took. */
    private static final String DURATION = "us";

    private static final String ADDRESS_OUTSIDE = "cpa";
    private static final String NO_ADDRESS = "00000000";

    private static final int READ_CONFIGURATION_DATA = 0xFA;
    /** Of the first node descriptor, in hexadecimal digits. */
    private static final int SERIAL_FROM = 18 * 2;

    private static final int SERIAL_TO = 30 * 2;
    private static final int SENSE_0_1_DIGITS = 4;
    private static final int SENSE_7_FROM = 14;
    private static final int SENSE_7_TO = 16;
    private static final int UNIT_CHECK = 0x02;
    private static final int INCORRECT_LENGTH = 0x40;
    private static final String COMMAND_REJECT = "8000";
    private static final String INVALID_SEQUENCE = "02";
    private static final String NOT_POSITIONED = "22";

    /** How much of a recorded result is held against the port. */
    enum Strictness {
        /** All of it. */
        WHOLE,
        /** Not what the two emulators, of which the second made the record, always answer differently. */
        BETWEEN_EMULATORS
    }

    /** A field that is not as recorded. */
    record Difference(String field, JsonNode recorded, JsonNode found) {

        @Override
        public String toString() {
            return field + ": " + recorded + " not " + found;
        }
    }

    private ConformanceAnswers() {}

    /** Where {@code actual} is not the golden result. */
    static List<Difference> fromGolden(
            List<ConformanceProgram.Line> lines, JsonNode golden, ObjectNode actual, Strictness strictness) {
        ObjectNode wanted = comparable(lines, golden.deepCopy());
        ObjectNode found = comparable(lines, actual.deepCopy());
        if (strictness == Strictness.BETWEEN_EMULATORS) {
            openBetweenEmulators(wanted, found);
        }
        return differences(wanted, found);
    }

    /** Where {@code actual} is not what both emulators answered. */
    static List<Difference> fromConsensus(List<ConformanceProgram.Line> lines, JsonNode consensus, ObjectNode actual) {
        ObjectNode wanted = comparable(lines, consensus.deepCopy());
        ObjectNode found = comparable(lines, actual.deepCopy());
        wanted.remove("differs");
        if (found.has("ecw")) {
            String sense = found.path("ecw").asText();
            found.put("sense0_1", sense.substring(0, SENSE_0_1_DIGITS));
            found.put("sense7", sense.substring(SENSE_7_FROM, SENSE_7_TO));
        }
        return differences(wanted, found);
    }

    private static List<Difference> differences(ObjectNode wanted, ObjectNode found) {
        List<Difference> differences = new ArrayList<>();
        wanted.fieldNames().forEachRemaining(field -> {
            if (!wanted.path(field).equals(found.path(field))) {
                differences.add(new Difference(field, wanted.path(field), found.path(field)));
            }
        });
        return differences;
    }

    /** Without what is left open, and without the serial number in configuration data: it is the device's own. */
    private static ObjectNode comparable(List<ConformanceProgram.Line> lines, ObjectNode result) {
        result.remove(DURATION);
        if (!result.path(ADDRESS_OUTSIDE).asText().equals(NO_ADDRESS)) {
            // A host address: the IRB belongs to no program.
            result.remove(ADDRESS_OUTSIDE);
        }
        for (JsonNode each : result.path("data")) {
            String hex = each.path("hex").asText();
            int command = lines.get(each.path("ccw").asInt()).command();
            if (command == READ_CONFIGURATION_DATA && hex.length() > SERIAL_TO) {
                ((ObjectNode) each).put("hex", hex.substring(0, SERIAL_FROM) + hex.substring(SERIAL_TO));
            }
        }
        return result;
    }

    /** Residual and incorrect length together with a unit check, and which message says that a command is out of place. */
    private static void openBetweenEmulators(ObjectNode wanted, ObjectNode found) {
        if ((hex(wanted, "dstat") & UNIT_CHECK) == 0 || (hex(found, "dstat") & UNIT_CHECK) == 0) {
            return;
        }
        wanted.remove("residual");
        for (ObjectNode each : List.of(wanted, found)) {
            each.put("cstat", "%02x".formatted(hex(each, "cstat") & ~INCORRECT_LENGTH));
            String sense = each.path("ecw").asText();
            String message = sense.substring(SENSE_7_FROM, SENSE_7_TO);
            if (sense.startsWith(COMMAND_REJECT) && message.equals(NOT_POSITIONED)) {
                each.put("ecw", sense.substring(0, SENSE_7_FROM) + INVALID_SEQUENCE + sense.substring(SENSE_7_TO));
            }
        }
    }

    private static int hex(ObjectNode result, String field) {
        return Integer.parseInt(result.path(field).asText("0"), 16);
    }
}
