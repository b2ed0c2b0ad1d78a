package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one field or record: HOME ADDRESS, RECORD ZERO, COUNT, DATA, KEY AND DATA, COUNT KEY AND DATA.
 *
 * @see "SA22-1025 3990/3390 reference, Read Commands"
 */
final class ReadCommands {

    private static final int MULTITRACK = 0x80;
    private static final Set<Operation> RECORD_READS =
            EnumSet.of(Operation.READ_DATA, Operation.READ_ANY, Operation.READ);
    private static final Set<Operation> KEY_READS = EnumSet.of(Operation.READ_DATA, Operation.READ);

    private final Unit unit;

    ReadCommands(Unit unit) {
        this.unit = unit;
    }

    void register(Map<Integer, Handler> table) {
        for (int multitrack : new int[] {0, MULTITRACK}) {
            table.put(Codes.READ_HOME_ADDRESS | multitrack, this::readHomeAddress);
            table.put(Codes.READ_RECORD_ZERO | multitrack, this::readRecordZero);
            table.put(Codes.READ_COUNT | multitrack, this::readCount);
            table.put(Codes.READ_DATA | multitrack, this::readData);
            table.put(Codes.READ_KEY_DATA | multitrack, this::readKeyAndData);
            table.put(Codes.READ_COUNT_KEY_DATA | multitrack, this::readCountKeyAndData);
        }
        table.put(Codes.READ_DATA_FREE, this::readData);
    }

    private Outcome readHomeAddress(Command command) {
        UnitCheck check = sequenceCheck(KEY_READS);
        if (check == null) {
            check = indexCheck(EnumSet.of(Operation.Orientation.INDEX));
        }
        if (check == null) {
            check = seekIndex(command);
        }
        return check != null ? check : Outcome.read(unit.cursor().track().homeAddress());
    }

    private Outcome readRecordZero(Command command) {
        UnitCheck check = sequenceCheck(KEY_READS);
        if (check == null) {
            check = indexCheck(EnumSet.of(Operation.Orientation.HOME, Operation.Orientation.INDEX));
        }
        if (check == null) {
            check = seekIndex(command);
        }
        if (check == null) {
            check = unit.cursor().nextCount(command, unit.chain());
        }
        return check != null ? check : passed(ReadCommands::whole);
    }

    private Outcome readCount(Command command) {
        UnitCheck check = sequenceCheck(RECORD_READS);
        if (check == null) {
            check = unit.cursor().nextCount(command, unit.chain());
        }
        if (check != null) {
            return check;
        }
        unit.chain().domain.counted(unit.cursor().address());
        return Outcome.read(unit.cursor().record().count());
    }

    private Outcome readData(Command command) {
        UnitCheck check = sequenceCheck(RECORD_READS);
        if (check == null && needsMultitrack(command)) {
            check = UnitCheck.INVALID_SEQUENCE;
        }
        boolean atRecord =
                unit.cursor().isAt(TrackCursor.Place.COUNT) || unit.cursor().isAt(TrackCursor.Place.KEY);
        if (check == null && !atRecord) {
            check = unit.cursor().nextCount(command, unit.chain());
        }
        return check != null ? check : passed(CkdRecord::data);
    }

    private Outcome readKeyAndData(Command command) {
        UnitCheck check = sequenceCheck(KEY_READS);
        if (check == null && !unit.cursor().isAt(TrackCursor.Place.COUNT)) {
            check = unit.cursor().nextCount(command, unit.chain());
        }
        return check != null ? check : passed(record -> record.key().concat(record.data()));
    }

    private Outcome readCountKeyAndData(Command command) {
        UnitCheck check = sequenceCheck(RECORD_READS);
        if (check == null) {
            check = unit.cursor().nextCount(command, unit.chain());
        }
        return check != null ? check : passed(ReadCommands::whole);
    }

    /** Reads of the current record to its end, and stands after its data. */
    private Outcome passed(Function<CkdRecord, Octets> part) {
        CkdRecord record = unit.cursor().record();
        unit.cursor().passData();
        return Outcome.readOf(record, part.apply(record));
    }

    static Octets whole(CkdRecord record) {
        return record.count().concat(record.key()).concat(record.data());
    }

    /** Reads need a position, and in a domain an operation that announced them. */
    private @Nullable UnitCheck sequenceCheck(Set<Operation> operations) {
        Chain chain = unit.chain();
        if (!chain.positioned) {
            return UnitCheck.NOT_POSITIONED;
        }
        return chain.inDomain() && !operations.contains(chain.domain.operation()) ? UnitCheck.INVALID_SEQUENCE : null;
    }

    /** Under operation READ, what stands before R1 is read only from an orientation before it. */
    private @Nullable UnitCheck indexCheck(Set<Operation.Orientation> orientations) {
        Domain domain = unit.chain().domain;
        boolean wrong =
                domain.isOpen() && domain.operation() == Operation.READ && !orientations.contains(domain.orientation());
        return wrong ? UnitCheck.INVALID_SEQUENCE : null;
    }

    private boolean needsMultitrack(Command command) {
        Domain domain = unit.chain().domain;
        return domain.isOpen() && domain.operation() == Operation.READ && !command.multitrack();
    }

    private @Nullable UnitCheck seekIndex(Command command) {
        Chain chain = unit.chain();
        UnitCheck check =
                command.multitrack() && !chain.inDomain() ? unit.cursor().advance(chain, 1) : null;
        return check != null ? check : unit.cursor().seekIndex();
    }
}
