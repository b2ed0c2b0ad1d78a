package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;

/**
 * The 3350 behind a 3830: the table of its commands. They are those of the time before extents, locates and path groups;
 * none needs a seek before it, as the arm stays where the chain before left it.
 *
 * @see "GA26-1592 IBM 3830 storage control, Command Codes"
 */
final class CkdDisk {

    private CkdDisk() {}

    static CommandTable commandsOf(Unit unit) {
        CommandTable table = new CommandTable();
        control(table, unit);
        searchesAndReads(table, unit);
        writes(table, new UpdateWrites(unit), new FormatWrites(unit));
        laterCommands(table);
        return table;
    }

    private static void control(CommandTable table, Unit unit) {
        ControlCommands control = new ControlCommands(unit);
        PositioningCommands positioning = new PositioningCommands(unit);
        Octets identity = new EckdIdentity(unit).senseId();
        table.on(Codes.NO_OPERATION, control::noOperation)
                .on(Codes.RESTORE, control::noOperation)
                .on(Codes.SENSE, control::sense)
                .on(Codes.SENSE_ID, command -> Outcome.read(identity))
                .on(Codes.READ_AND_RESET_BUFFERED_LOG, control::readLog, ControlCommands.STARTS_OR_FOLLOWS_DATA)
                .on(Codes.RESERVE, control::reserve, Rule.FIRST)
                .on(Codes.RELEASE, control::release, Rule.UNBOUND)
                .on(Codes.SEEK, positioning::seek)
                .on(Codes.SEEK_CYLINDER, positioning::seek)
                .on(Codes.SEEK_HEAD, positioning::seek)
                .on(Codes.RECALIBRATE, positioning::recalibrate)
                .on(Codes.SET_FILE_MASK, positioning::setFileMask, Rule.UNBOUND)
                .on(Codes.READ_SECTOR, positioning::readSector)
                .on(Codes.SET_SECTOR, positioning::setSector);
    }

    private static void searchesAndReads(CommandTable table, Unit unit) {
        SearchCommands searches = new SearchCommands(unit);
        ReadCommands reads = new ReadCommands(unit);
        TrackReadCommands tracks = new TrackReadCommands(unit);
        table.onBoth(Codes.SEARCH_HOME_ADDRESS, searches::homeAddress);
        Codes.SEARCH_ID.forEach(code -> table.onBoth(code, searches::id));
        Codes.SEARCH_KEY.forEach(code -> table.onBoth(code, searches::key));
        table.onBoth(Codes.READ_HOME_ADDRESS, reads::homeAddress)
                .onBoth(Codes.READ_RECORD_ZERO, reads::recordZero)
                .onBoth(Codes.READ_COUNT, reads::count)
                .onBoth(Codes.READ_DATA, reads::data)
                .onBoth(Codes.READ_KEY_DATA, reads::keyAndData)
                .onBoth(Codes.READ_COUNT_KEY_DATA, reads::countKeyAndData)
                .on(Codes.READ_IPL, tracks::ipl, Rule.UNBOUND)
                .on(Codes.READ_MULTIPLE_COUNT_KEY_DATA, tracks::multiple);
    }

    private static void writes(CommandTable table, UpdateWrites updates, FormatWrites formats) {
        table.on(Codes.WRITE_DATA, updates::data)
                .on(Codes.WRITE_KEY_DATA, updates::keyAndData)
                .on(Codes.WRITE_COUNT_KEY_DATA, formats::countKeyAndData)
                .on(Codes.WRITE_SPECIAL_COUNT_KEY_DATA, formats::overflowing)
                .on(Codes.ERASE, formats::erase)
                .on(Codes.WRITE_RECORD_ZERO, formats::recordZero)
                .on(Codes.WRITE_HOME_ADDRESS, formats::homeAddress);
    }

    /** Commands of later control units that this one finds out of sequence instead of unknown, as in the reference data. */
    private static void laterCommands(CommandTable table) {
        Codes.OF_DOMAINS.forEach(code -> table.on(code, command -> UnitCheck.INVALID_SEQUENCE));
    }
}
