package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import org.jspecify.annotations.Nullable;

/**
 * LOCATE RECORD and LOCATE RECORD EXTENDED: checks of their parameters, the search that they stand for, and the domain
 * that they open.
 *
 * <pre>
 *    0    1    2    3       4       8        13       14    16   17       18        20
 *   +----+----+----+-------+-------+--------+--------+-----+----+--------+---------+- - - -+
 *   | op |aux | 00 | count | seek  | search | sector | TLF | 00 | ext.op | ext.len | ext.  |
 *   |    |    |    |       | CCHH  | CCHHR  |        |     |    |        |         |       |
 *   +----+----+----+-------+-------+--------+--------+-----+----+--------+---------+- - - -+
 *    |------------------- LOCATE RECORD -------------------|--- LOCATE RECORD EXTENDED ----|
 * </pre>
 */
final class LocateRecord {

    private static final int LENGTH = 16;
    private static final int EXTENDED_LENGTH = 20;
    private static final int OPERATION_OFFSET = 0;
    private static final int AUXILIARY_OFFSET = 1;
    private static final int ZERO_OFFSET = 2;
    private static final int COUNT_OFFSET = 3;
    private static final int SEEK_OFFSET = 4;
    private static final int SEARCH_OFFSET = 8;
    private static final int SECTOR_OFFSET = 13;
    private static final int TRANSFER_LENGTH_OFFSET = 14;
    private static final int EXTENDED_OPERATION_OFFSET = 17;
    private static final int EXTENSION_LENGTH_OFFSET = 18;
    private static final int NO_SECTOR = 0xFF;
    private static final int TRANSFER_LENGTH_VALID = 0x80;
    private static final int READ_COUNT_SUFFIX = 0x01;
    private static final int AUXILIARY_RESERVED = 0x7E;
    private static final int COMMANDS_WITH_SUFFIX_MIN = 2;
    private static final int TRACKSET_LENGTH_MAX = 2;
    private static final int TRACKSET_FIRST = 0x8000;
    private static final int TRACKSET_BITS = 16;
    private static final int SET_SIZE_OF_ANY = 1;

    private final Unit unit;

    LocateRecord(Unit unit) {
        this.unit = unit;
    }

    Outcome locate(Command command) {
        Octets parameters = command.parameters();
        if (parameters.length() < LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        if (!inSequence()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        int operationByte = parameters.at(OPERATION_OFFSET);
        Operation operation = Operation.of(operationByte & Operation.CODE_MASK).orElse(null);
        Operation.Orientation orientation = Operation.Orientation.of(operationByte);
        if (operation == null || operation.extended() || !operation.allows(orientation)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        if (operation.writes() && !unit.image().writable()) {
            return UnitCheck.WRITES_INHIBITED;
        }
        UnitCheck check = parametersCheck(parameters, operation.allowsReadCountSuffix());
        if (check != null) {
            return check;
        }
        boolean noCommands = parameters.at(COUNT_OFFSET) == 0;
        if (noCommands != (operation == Operation.ORIENT)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        check = placeCheck(parameters);
        return check != null ? check : open(command, parameters, domainOf(parameters, operation, false, 0), LENGTH);
    }

    /** {@code parameters} are those of LOCATE RECORD EXTENDED, by itself or within PREFIX. */
    Outcome locateExtended(Command command, Octets parameters) {
        if (parameters.length() < EXTENDED_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        if (!inSequence()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        Operation operation = extendedOperation(parameters);
        Operation.Orientation orientation = Operation.Orientation.of(parameters.at(OPERATION_OFFSET));
        if (operation == null || !operation.allowsExtended(orientation)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        if (operation.writes() && !unit.image().writable()) {
            return UnitCheck.WRITES_INHIBITED;
        }
        UnitCheck check = parametersCheck(parameters, operation.allowsReadCountSuffixExtended());
        if (check != null) {
            return check;
        }
        if (parameters.at(COUNT_OFFSET) == 0) {
            return UnitCheck.INVALID_PARAMETER;
        }
        check = placeCheck(parameters);
        return check != null ? check : extended(command, parameters, operation);
    }

    private Outcome extended(Command command, Octets parameters, Operation operation) {
        int extensionLength = parameters.halfwordAt(EXTENSION_LENGTH_OFFSET);
        if (!extensionFits(operation, extensionLength)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        if (parameters.length() < EXTENDED_LENGTH + extensionLength) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        Octets extension = parameters.slice(EXTENDED_LENGTH, EXTENDED_LENGTH + extensionLength);
        int trackset = 0;
        if (operation == Operation.READ_TRACKSET) {
            trackset = tracksetOf(extension);
            UnitCheck check = tracksetCheck(parameters, trackset);
            if (check != null) {
                return check;
            }
        } else if (operation.extended() && extension.at(0) != SET_SIZE_OF_ANY) {
            return UnitCheck.INVALID_PARAMETER;
        }
        boolean suffix = operation.extended() && (extension.at(0) & READ_COUNT_SUFFIX) != 0;
        Domain domain = domainOf(parameters, operation, suffix, trackset);
        return open(command, parameters, domain, EXTENDED_LENGTH + extensionLength);
    }

    private boolean inSequence() {
        Chain chain = unit.chain();
        return !chain.inDomain() && (chain.extentDefined || chain.iplRead);
    }

    private static @Nullable Operation extendedOperation(Octets parameters) {
        int code = parameters.at(OPERATION_OFFSET) & Operation.CODE_MASK;
        int extendedCode = parameters.at(EXTENDED_OPERATION_OFFSET);
        if (code == Operation.EXTENDED) {
            return Operation.of(extendedCode).filter(Operation::extended).orElse(null);
        }
        return extendedCode == 0
                ? Operation.of(code).filter(each -> !each.extended()).orElse(null)
                : null;
    }

    /** The checks that do not look at the volume. */
    private static @Nullable UnitCheck parametersCheck(Octets parameters, boolean suffixAllowed) {
        int auxiliary = parameters.at(AUXILIARY_OFFSET);
        boolean suffix = (auxiliary & READ_COUNT_SUFFIX) != 0;
        boolean valid = (auxiliary & AUXILIARY_RESERVED) == 0
                && !(suffix && !suffixAllowed)
                && parameters.at(ZERO_OFFSET) == 0
                && !(suffix && parameters.at(COUNT_OFFSET) < COMMANDS_WITH_SUFFIX_MIN);
        return valid ? null : UnitCheck.INVALID_PARAMETER;
    }

    /** The checks of seek address, sector and transfer length. */
    private @Nullable UnitCheck placeCheck(Octets parameters) {
        TrackAddress target = unit.addressAt(parameters, SEEK_OFFSET);
        if (!unit.image().contains(target)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        if (!unit.chain().extent.contains(target)) {
            return UnitCheck.FILE_PROTECTED;
        }
        int sector = parameters.at(SECTOR_OFFSET);
        int transferLength = parameters.halfwordAt(TRANSFER_LENGTH_OFFSET);
        boolean named = (parameters.at(AUXILIARY_OFFSET) & TRANSFER_LENGTH_VALID) != 0;
        boolean valid =
                (sector == NO_SECTOR || sector < unit.geometry().capacity().sectors())
                        && named == (transferLength != 0)
                        && transferLength <= unit.chain().extent.blockSize();
        return valid ? null : UnitCheck.INVALID_PARAMETER;
    }

    private static boolean extensionFits(Operation operation, int length) {
        return switch (operation) {
            case WRITE_ANY, READ_ANY -> length == 1;
            case READ_TRACKSET -> length == 1 || length == TRACKSET_LENGTH_MAX;
            case ORIENT, WRITE_DATA, FORMAT_WRITE, READ_DATA, WRITE_TRACK, READ_TRACKS, READ -> length == 0;
        };
    }

    private static int tracksetOf(Octets extension) {
        return extension.length() == TRACKSET_LENGTH_MAX ? extension.halfwordAt(0) : extension.at(0) << 8;
    }

    /** The first track of the set is the one sought, as many as announced are in it, and the last is in the extent. */
    private @Nullable UnitCheck tracksetCheck(Octets parameters, int trackset) {
        if ((trackset & TRACKSET_FIRST) == 0 || Integer.bitCount(trackset) != parameters.at(COUNT_OFFSET)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        int further = TRACKSET_BITS - 1 - Integer.numberOfTrailingZeros(trackset);
        TrackAddress last = unit.addressAt(parameters, SEEK_OFFSET)
                .plus(further, unit.geometry().heads());
        return unit.chain().extent.contains(last) ? null : UnitCheck.FILE_PROTECTED;
    }

    private Domain domainOf(Octets parameters, Operation operation, boolean suffixByExtension, int trackset) {
        boolean suffix = suffixByExtension || (parameters.at(AUXILIARY_OFFSET) & READ_COUNT_SUFFIX) != 0;
        Operation.Orientation orientation = Operation.Orientation.of(parameters.at(OPERATION_OFFSET));
        int named = parameters.halfwordAt(TRANSFER_LENGTH_OFFSET);
        int transferLength = named == 0 ? unit.chain().extent.blockSize() : named;
        return new Domain(operation, orientation, suffix, parameters.at(COUNT_OFFSET), trackset, transferLength);
    }

    private Outcome open(Command command, Octets parameters, Domain domain, int accepted) {
        Chain chain = unit.chain();
        chain.domain = domain;
        UnitCheck check = unit.cursor().seek(unit.addressAt(parameters, SEEK_OFFSET));
        if (check == null) {
            Octets search = parameters.slice(SEARCH_OFFSET, SEARCH_OFFSET + CkdRecord.ID_LENGTH);
            check = switch (domain.orientation()) {
                case HOME -> searchHome(search);
                case COUNT, DATA -> searchRecord(command, search, domain);
                case INDEX -> null;
            };
        }
        if (check != null) {
            return check;
        }
        if (domain.orientation() == Operation.Orientation.DATA) {
            unit.cursor().passData();
        }
        chain.positioned = true;
        return Outcome.accepted(accepted);
    }

    private @Nullable UnitCheck searchHome(Octets search) {
        Octets address = unit.cursor().address().toOctets();
        return search.first(TrackAddress.LENGTH).equals(address) ? null : UnitCheck.NO_RECORD_FOUND;
    }

    private @Nullable UnitCheck searchRecord(Command command, Octets search, Domain domain) {
        boolean extended = command.code() != Codes.LOCATE_RECORD;
        boolean anyRecord = extended && search.equals(Octets.zeros(search.length()));
        TrackCursor cursor = unit.cursor();
        UnitCheck check = cursor.nextCount(command, unit.chain());
        while (check == null) {
            CkdRecord record = cursor.record();
            boolean firstUserRecord = domain.operation().extended() && !record.isRecordZero();
            Octets id = record.presented(unit.image().cylinders()).id();
            if (firstUserRecord || anyRecord || id.equals(search)) {
                return null;
            }
            check = cursor.nextCount(command, unit.chain());
        }
        return check;
    }
}
