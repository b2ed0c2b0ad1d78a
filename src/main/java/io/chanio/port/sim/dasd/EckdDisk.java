package io.chanio.port.sim.dasd;

import io.chanio.port.sim.dasd.Operation.Orientation;
import org.jspecify.annotations.Nullable;

/**
 * The 3390 and the 3380: the table of their commands.
 *
 * @see "SA22-1025 3990/3390 reference, Command Codes"
 */
final class EckdDisk {

    private static final Rule RECORD_READ = Rule.announcedBy(Operation.READ_DATA, Operation.READ_ANY, Operation.READ);
    private static final Rule KEY_READ = Rule.announcedBy(Operation.READ_DATA, Operation.READ);

    private EckdDisk() {}

    static CommandTable commandsOf(Unit unit) {
        CommandTable table = new CommandTable();
        EckdIdentity identity = new EckdIdentity(unit);
        SubsystemFunction function = new SubsystemFunction(unit, identity);
        control(table, unit, identity);
        pathGroups(table, new PathGroupCommands(unit));
        table.on(Codes.PERFORM_SUBSYSTEM_FUNCTION, command -> function.perform(command.parameters()))
                .on(Codes.READ_SUBSYSTEM_DATA, function::readData, Rule.OUTSIDE_DOMAIN);
        positioning(table, new PositioningCommands(unit));
        domains(table, new DomainCommands(unit, function), unit.controlUnit());
        searches(table, new SearchCommands(unit));
        reads(table, new ReadCommands(unit));
        trackReads(table, new TrackReadCommands(unit));
        updates(table, new UpdateWrites(unit));
        formats(table, new FormatWrites(unit));
        return table;
    }

    private static void control(CommandTable table, Unit unit, EckdIdentity identity) {
        ControlCommands control = new ControlCommands(unit);
        table.on(Codes.NO_OPERATION, control::noOperation)
                .on(Codes.SENSE, control::sense, Rule.OUTSIDE_DOMAIN)
                .on(Codes.SENSE_ID, command -> Outcome.read(identity.senseId()), Rule.OUTSIDE_DOMAIN)
                .on(
                        Codes.READ_DEVICE_CHARACTERISTICS,
                        command -> Outcome.read(identity.characteristics()),
                        Rule.OUTSIDE_DOMAIN)
                .on(
                        Codes.READ_CONFIGURATION_DATA,
                        command -> Outcome.read(identity.configurationData()),
                        Rule.OUTSIDE_DOMAIN)
                .on(
                        Codes.SENSE_SUBSYSTEM_STATUS,
                        command -> control.subsystemStatus(identity),
                        Rule.OUTSIDE_DOMAIN,
                        ControlCommands.STARTS_OR_FOLLOWS_DATA)
                .on(
                        Codes.READ_AND_RESET_BUFFERED_LOG,
                        control::readLog,
                        Rule.OUTSIDE_DOMAIN,
                        ControlCommands.STARTS_OR_FOLLOWS_DATA)
                .on(Codes.RESERVE, control::reserve, Rule.FIRST)
                .on(Codes.UNCONDITIONAL_RESERVE, control::reserve, Rule.FIRST)
                .on(Codes.RELEASE, control::release, Rule.OUTSIDE_DOMAIN, Rule.UNBOUND);
    }

    private static void pathGroups(CommandTable table, PathGroupCommands groups) {
        table.on(Codes.RESET_ALLEGIANCE, groups::resetAllegiance, Rule.FIRST)
                .on(Codes.SENSE_PATH_GROUP_ID, groups::senseId, Rule.FIRST)
                .on(Codes.SET_PATH_GROUP_ID, groups::setId, Rule.FIRST)
                .on(Codes.SUSPEND_MULTIPATH_RECONNECTION, command -> Outcome.done(), Rule.OUTSIDE_DOMAIN);
    }

    private static void positioning(CommandTable table, PositioningCommands positioning) {
        table.on(Codes.SEEK, positioning::seek, Rule.OUTSIDE_DOMAIN)
                .on(Codes.SEEK_CYLINDER, positioning::seek, Rule.OUTSIDE_DOMAIN)
                .on(Codes.SEEK_HEAD, positioning::seek, Rule.OUTSIDE_DOMAIN, Rule.SOUGHT)
                .on(Codes.SET_FILE_MASK, positioning::setFileMask, Rule.UNBOUND, Rule.OUTSIDE_DOMAIN)
                .on(Codes.READ_SECTOR, positioning::readSector, Rule.OUTSIDE_DOMAIN)
                .on(Codes.SET_SECTOR, positioning::setSector, Rule.OUTSIDE_DOMAIN, Rule.POSITIONED);
    }

    private static void domains(CommandTable table, DomainCommands domains, DasdControlUnit controlUnit) {
        table.on(Codes.DEFINE_EXTENT, domains::defineExtent).on(Codes.LOCATE_RECORD, domains::locate);
        if (controlUnit.knowsLocateRecordExtended()) {
            table.on(Codes.LOCATE_RECORD_EXTENDED, domains::locateExtended);
        }
        if (controlUnit.knowsPrefix()) {
            table.on(Codes.PREFIX, domains::prefix);
        }
    }

    private static void searches(CommandTable table, SearchCommands searches) {
        table.onBoth(Codes.SEARCH_HOME_ADDRESS, searches::homeAddress, Rule.POSITIONED, Rule.OUTSIDE_DOMAIN);
        Codes.SEARCH_ID.forEach(code -> table.onBoth(code, searches::id, Rule.POSITIONED, Rule.OUTSIDE_DOMAIN));
        Codes.SEARCH_KEY.forEach(code -> table.onBoth(code, searches::key, Rule.POSITIONED, Rule.OUTSIDE_DOMAIN));
    }

    private static void reads(CommandTable table, ReadCommands reads) {
        table.onBoth(
                        Codes.READ_HOME_ADDRESS,
                        reads::homeAddress,
                        Rule.POSITIONED,
                        KEY_READ,
                        Rule.orientedTo(Orientation.INDEX))
                .onBoth(
                        Codes.READ_RECORD_ZERO,
                        reads::recordZero,
                        Rule.POSITIONED,
                        KEY_READ,
                        Rule.orientedTo(Orientation.HOME, Orientation.INDEX))
                .onBoth(Codes.READ_COUNT, reads::count, Rule.POSITIONED, EckdDisk::countRead)
                .onBoth(Codes.READ_DATA, reads::data, Rule.POSITIONED, RECORD_READ, EckdDisk::multitrackRead)
                .on(Codes.READ_DATA_FREE, reads::data, Rule.POSITIONED, RECORD_READ)
                .on(Codes.READ_DATA_FREE_B6, reads::data, Rule.POSITIONED, RECORD_READ)
                .onBoth(Codes.READ_KEY_DATA, reads::keyAndData, Rule.POSITIONED, KEY_READ)
                .onBoth(Codes.READ_COUNT_KEY_DATA, reads::countKeyAndData, Rule.POSITIONED, RECORD_READ);
    }

    /** READ COUNT may also stand at the end of a domain of writes that was announced with it. */
    private static @Nullable UnitCheck countRead(Chain chain, Command command) {
        return chain.domain.awaitsSuffix() ? null : RECORD_READ.broken(chain, command);
    }

    private static @Nullable UnitCheck multitrackRead(Chain chain, Command command) {
        boolean single = chain.inDomain() && chain.domain.operation() == Operation.READ && !command.multitrack();
        return single ? UnitCheck.INVALID_SEQUENCE : null;
    }

    private static void trackReads(CommandTable table, TrackReadCommands reads) {
        table.on(Codes.READ_IPL, reads::ipl, Rule.UNBOUND, Rule.OUTSIDE_DOMAIN)
                .on(Codes.READ_MULTIPLE_COUNT_KEY_DATA, reads::multiple, Rule.POSITIONED, Rule.OUTSIDE_DOMAIN)
                .on(Codes.READ_TRACK, reads::track);
    }

    private static void updates(CommandTable table, UpdateWrites writes) {
        table.on(Codes.WRITE_DATA, writes::data)
                .on(Codes.WRITE_KEY_DATA, writes::keyAndData)
                .on(Codes.WRITE_UPDATE_DATA, writes::updateData)
                .on(Codes.WRITE_UPDATE_DATA_FREE, writes::updateData)
                .on(Codes.WRITE_UPDATE_DATA_FREE_B5, writes::updateData)
                .on(Codes.WRITE_UPDATE_KEY_DATA, writes::updateKeyAndData);
    }

    private static void formats(CommandTable table, FormatWrites writes) {
        table.on(Codes.WRITE_COUNT_KEY_DATA, writes::countKeyAndData)
                .on(Codes.WRITE_COUNT_KEY_DATA_NEXT_TRACK, writes::nextTrack)
                .on(Codes.WRITE_SPECIAL_COUNT_KEY_DATA, command -> UnitCheck.INVALID_SEQUENCE)
                .on(Codes.ERASE, writes::erase)
                .on(Codes.WRITE_RECORD_ZERO, writes::recordZero)
                .on(Codes.WRITE_HOME_ADDRESS, writes::homeAddress, Rule.POSITIONED, Rule.OUTSIDE_DOMAIN);
    }
}
