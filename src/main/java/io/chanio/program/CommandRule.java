package io.chanio.program;

import io.chanio.css.Octets;
import java.util.Optional;
import java.util.Set;

/**
 * How the two answers about a command are found: by its code alone, or by the parameter bytes that it carries. These are
 * allow-lists: what no rule clears changes the device and is not repeatable.
 *
 * @see "SA22-1025 3990/3390 Reference, Define Extent, Locate Record, Locate Record Extended"
 * @see "linux drivers/s390/block/dasd_eckd.h: DE_eckd_data, LO_eckd_data, LRE_eckd_data, PFX_eckd_data, dasd_psf_prssd_data"
 */
public enum CommandRule {
    /** Positions or reads: changes nothing, and does the same when it is run again. */
    READS(Answer.NO, Answer.YES, ""),
    /** Changes nothing that lasts, but takes away what it reads or is not known to answer alike twice. */
    READS_ONCE(Answer.NO, Answer.NO, ""),
    CHANGES(Answer.YES, Answer.NO, ""),
    DEFINE_EXTENT(Answer.BY_PARAMETERS, Answer.BY_PARAMETERS, "reads when all 16 bytes are given as data"),
    FBA_LOCATE(
            Answer.BY_PARAMETERS, Answer.BY_PARAMETERS, "reads when all 8 bytes are given as data, operation 6 (read)"),
    LOCATE_RECORD(
            Answer.BY_PARAMETERS,
            Answer.BY_PARAMETERS,
            "reads when all 16 bytes are given as data, with operation 00, 06, 0c, 0e or 16"),
    LOCATE_RECORD_EXTENDED(
            Answer.BY_PARAMETERS,
            Answer.BY_PARAMETERS,
            "reads when all bytes are given as data, with operation 00, 06, 0c, 0e or 16, or 3f extended by 0a or 0e"),
    PREFIX(
            Answer.BY_PARAMETERS,
            Answer.BY_PARAMETERS,
            "reads when all bytes are given as data, format 0, or format 1 with a locate record extended that reads"),
    SUBSYSTEM_FUNCTION(
            Answer.BY_PARAMETERS,
            Answer.NO,
            "changes nothing when all 12 bytes are given as data, order 18, suborder 0e or 41, and"
                    + " READ_SUBSYSTEM_DATA follows"),
    SUBSYSTEM_DATA(
            Answer.BY_PARAMETERS,
            Answer.NO,
            "changes nothing directly after a PERFORM_SUBSYSTEM_FUNCTION that changes nothing");

    /** An answer about a command whose operand is not known yet. */
    public enum Answer {
        YES,
        NO,
        BY_PARAMETERS
    }

    private static final Effect READING = new Effect(false, true);
    private static final Effect READING_ONCE = new Effect(false, false);
    private static final Effect CHANGING = new Effect(true, false);

    private static final int DEFINE_EXTENT_LENGTH = 16;
    private static final int LOCATE_LENGTH = 16;
    private static final int FBA_LOCATE_LENGTH = 8;
    private static final int FBA_OPERATION_MASK = 0x0F;
    private static final int FBA_OPERATION_READ = 0x06;

    private static final int OPERATION_MASK = 0x3F;
    private static final Set<Integer> READ_OPERATIONS = Set.of(0x00, 0x06, 0x0C, 0x0E, 0x16);
    private static final int OPERATION_EXTENDED = 0x3F;
    private static final Set<Integer> EXTENDED_READ_OPERATIONS = Set.of(0x0A, 0x0E);
    private static final int EXTENDED_OPERATION_OFFSET = 17;
    private static final int EXTENDED_LENGTH_OFFSET = 18;
    private static final int EXTENDED_FIXED_LENGTH = 20;

    private static final int PREFIX_LENGTH = 64;
    private static final int PREFIX_FORMAT_DEFINE_EXTENT = 0;
    private static final int PREFIX_FORMAT_LOCATE = 1;
    private static final int PREFIX_LOCATE_OFFSET = 44;

    private static final int SUBSYSTEM_FUNCTION_LENGTH = 12;
    private static final int ORDER_PREPARE_FOR_READ = 0x18;
    private static final int SUBORDER_OFFSET = 6;
    private static final Set<Integer> READ_SUBORDERS = Set.of(0x0E, 0x41);

    private final Answer mayChangeDevice;
    private final Answer repeatable;
    private final String condition;

    CommandRule(Answer mayChangeDevice, Answer repeatable, String condition) {
        this.mayChangeDevice = mayChangeDevice;
        this.repeatable = repeatable;
        this.condition = condition;
    }

    public Answer mayChangeDevice() {
        return mayChangeDevice;
    }

    public Answer repeatable() {
        return repeatable;
    }

    /** What must hold of the parameters, in words; empty where the code alone decides. */
    public Optional<String> condition() {
        return condition.isEmpty() ? Optional.empty() : Optional.of(condition);
    }

    /**
     * The effect of a command of this rule.
     *
     * @param parameters all bytes that it sends; empty when not all are in the program as data of this one CCW
     */
    Effect effectOf(Octets parameters) {
        return switch (this) {
            case READS -> READING;
            case READS_ONCE -> READING_ONCE;
            case CHANGES -> CHANGING;
            case DEFINE_EXTENT -> readingWhen(parameters.length() >= DEFINE_EXTENT_LENGTH);
            case FBA_LOCATE -> readingWhen(fbaLocateReads(parameters));
            case LOCATE_RECORD -> readingWhen(locateReads(parameters));
            case LOCATE_RECORD_EXTENDED -> readingWhen(extendedLocateReads(parameters));
            case PREFIX -> readingWhen(prefixReads(parameters));
            case SUBSYSTEM_FUNCTION -> preparesRead(parameters) ? READING_ONCE : CHANGING;
            // Only the pair of the two clears either of them; see Effects.
            case SUBSYSTEM_DATA -> CHANGING;
        };
    }

    private static Effect readingWhen(boolean reads) {
        return reads ? READING : CHANGING;
    }

    private static boolean fbaLocateReads(Octets locate) {
        return locate.length() >= FBA_LOCATE_LENGTH && (locate.at(0) & FBA_OPERATION_MASK) == FBA_OPERATION_READ;
    }

    private static boolean locateReads(Octets locate) {
        return locate.length() >= LOCATE_LENGTH && READ_OPERATIONS.contains(locate.at(0) & OPERATION_MASK);
    }

    private static boolean extendedLocateReads(Octets locate) {
        if (locate.length() < EXTENDED_FIXED_LENGTH
                || locate.length() < EXTENDED_FIXED_LENGTH + locate.halfwordAt(EXTENDED_LENGTH_OFFSET)) {
            return false;
        }
        int operation = locate.at(0) & OPERATION_MASK;
        return READ_OPERATIONS.contains(operation)
                || (operation == OPERATION_EXTENDED
                        && EXTENDED_READ_OPERATIONS.contains(locate.at(EXTENDED_OPERATION_OFFSET)));
    }

    private static boolean prefixReads(Octets prefix) {
        if (prefix.length() < PREFIX_LENGTH) {
            return false;
        }
        return switch (prefix.at(0)) {
            case PREFIX_FORMAT_DEFINE_EXTENT -> true;
            case PREFIX_FORMAT_LOCATE -> extendedLocateReads(prefix.slice(PREFIX_LOCATE_OFFSET, prefix.length()));
            default -> false;
        };
    }

    private static boolean preparesRead(Octets order) {
        return order.length() >= SUBSYSTEM_FUNCTION_LENGTH
                && order.at(0) == ORDER_PREPARE_FOR_READ
                && READ_SUBORDERS.contains(order.at(SUBORDER_OFFSET));
    }
}
