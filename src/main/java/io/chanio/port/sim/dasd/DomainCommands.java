package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * DEFINE EXTENT, LOCATE RECORD, LOCATE RECORD EXTENDED and PREFIX, each of which says beforehand what a chain is about to
 * do.
 *
 * @see "SA22-1025 3990/3390 reference, Define Extent, Locate Record, Locate Record Extended"
 */
final class DomainCommands {

    private static final int PREFIX_LENGTH = 64;
    private static final int PREFIX_FORMAT_OFFSET = 0;
    private static final int PREFIX_VALIDITY_OFFSET = 1;
    private static final int PREFIX_EXTENT_OFFSET = 12;
    private static final int PREFIX_LOCATE_OFFSET = 44;
    private static final int PREFIX_FUNCTION_OFFSET = 62;
    private static final int EXTENT_VALID = 0x80;
    private static final int FORMAT_EXTENT = 0;
    private static final int FORMAT_EXTENT_LOCATE = 1;
    private static final int FORMAT_EXTENT_FUNCTION = 2;

    private static final int EXTENT_LENGTH = 16;
    private static final int ATTRIBUTES_OFFSET = 1;
    private static final int BLOCK_SIZE_OFFSET = 2;
    private static final int EXTENT_ZEROS_OFFSET = 4;
    private static final int EXTENT_ZEROS_END = 7;
    private static final int FIRST_OFFSET = 8;
    private static final int LAST_OFFSET = 12;
    private static final int ARCHITECTURE_MASK = 0xC0;
    private static final int ECKD_ARCHITECTURE = 0xC0;

    private final Unit unit;
    private final LocateRecord locate;
    private final SubsystemFunction function;

    DomainCommands(Unit unit, SubsystemFunction function) {
        this.unit = unit;
        this.locate = new LocateRecord(unit);
        this.function = function;
    }

    Outcome defineExtent(Command command) {
        return defineExtent(command.parameters());
    }

    Outcome locate(Command command) {
        return locate.locate(command);
    }

    Outcome locateExtended(Command command) {
        return locate.locateExtended(command, command.parameters());
    }

    Outcome prefix(Command command) {
        Octets parameters = command.parameters();
        if (parameters.length() < PREFIX_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        int format = parameters.at(PREFIX_FORMAT_OFFSET);
        if (format > FORMAT_EXTENT_FUNCTION) {
            return UnitCheck.INVALID_PARAMETER;
        }
        Outcome outcome = Outcome.done();
        if ((parameters.at(PREFIX_VALIDITY_OFFSET) & EXTENT_VALID) != 0) {
            outcome = defineExtent(from(parameters, PREFIX_EXTENT_OFFSET));
        }
        if (!(outcome instanceof UnitCheck)) {
            outcome = switch (format) {
                case FORMAT_EXTENT -> outcome;
                case FORMAT_EXTENT_LOCATE -> locate.locateExtended(command, from(parameters, PREFIX_LOCATE_OFFSET));
                default -> function.perform(from(parameters, PREFIX_FUNCTION_OFFSET));
            };
        }
        return outcome instanceof UnitCheck ? outcome : Outcome.accepted(parameters.length());
    }

    private static Octets from(Octets parameters, int offset) {
        return parameters.slice(offset, parameters.length());
    }

    private Outcome defineExtent(Octets parameters) {
        Chain chain = unit.chain();
        if (parameters.length() < EXTENT_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        if (chain.inDomain() || chain.fileMaskSet) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        Optional<Extent> wanted = extentOf(parameters);
        if (wanted.isEmpty()) {
            return UnitCheck.INVALID_PARAMETER;
        }
        UnitCheck check = extentCheck(chain, wanted.get());
        if (check != null) {
            return check;
        }
        chain.extent = wanted.get();
        chain.extentDefined = true;
        return Outcome.accepted(EXTENT_LENGTH);
    }

    private Optional<Extent> extentOf(Octets parameters) {
        FileMask mask = new FileMask(parameters.at(0));
        int attributes = parameters.at(ATTRIBUTES_OFFSET);
        int longest = unit.geometry().capacity().recordZeroMax() + CkdRecord.COUNT_LENGTH;
        int named = parameters.halfwordAt(BLOCK_SIZE_OFFSET);
        int blockSize = named == 0 ? longest : named;
        Octets zeros = parameters.slice(EXTENT_ZEROS_OFFSET, EXTENT_ZEROS_END);
        if ((attributes & ARCHITECTURE_MASK) != ECKD_ARCHITECTURE
                || !mask.isValidOn(unit.controlUnit())
                || blockSize > longest
                || !zeros.equals(Octets.zeros(zeros.length()))) {
            return Optional.empty();
        }
        return Optional.of(new Extent(
                mask,
                attributes,
                blockSize,
                unit.addressAt(parameters, FIRST_OFFSET),
                unit.addressAt(parameters, LAST_OFFSET)));
    }

    /** A second extent may only narrow the first. */
    private @Nullable UnitCheck extentCheck(Chain chain, Extent wanted) {
        Extent current = chain.extent;
        boolean same = current.mask().equals(wanted.mask())
                && current.attributes() == wanted.attributes()
                && current.blockSize() == wanted.blockSize();
        if (chain.extentDefined && !same) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        boolean within = wanted.first().compareTo(wanted.last()) <= 0
                && isTrackOf(wanted.first())
                && isTrackOf(wanted.last())
                && current.contains(wanted.first())
                && current.contains(wanted.last());
        if (within) {
            return null;
        }
        return chain.extentDefined ? UnitCheck.INVALID_SEQUENCE : UnitCheck.INVALID_PARAMETER;
    }

    private boolean isTrackOf(TrackAddress address) {
        return unit.image().contains(address);
    }
}
