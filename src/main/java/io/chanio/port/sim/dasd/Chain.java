package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import org.jspecify.annotations.Nullable;

/**
 * What a control unit remembers from one command of a chain to the next, and forgets at its end.
 *
 * <p>Threads: one at a time, as its device.
 */
final class Chain {

    Extent extent;
    Domain domain = Domain.none();
    boolean extentDefined;
    boolean fileMaskSet;
    /** A seek, a locate or READ IPL came before: searches and reads may follow. */
    boolean positioned;

    boolean iplRead;
    /** The index was passed once since the last command that reads or positions. */
    boolean indexPassed;

    boolean homeAddressEqual;
    /** WRITE HOME ADDRESS came before: WRITE RECORD ZERO may follow. */
    boolean homeAddressWritten;

    boolean idEqual;
    boolean keyEqual;
    /** The last command made a record, outside of a domain: another may follow it. */
    boolean recordFormatted;

    /** The last command has to be the last one of its chain. */
    boolean closed;
    /** What PERFORM SUBSYSTEM FUNCTION made ready for READ SUBSYSTEM DATA; empty when nothing. */
    Octets subsystemData = Octets.EMPTY;

    private boolean subsystemDataRead;
    private int previousCode;
    private int commands;

    Chain(CkdImage image) {
        this.extent = Extent.whole(image);
    }

    boolean inDomain() {
        return domain.isOpen();
    }

    FileMask mask() {
        return extent.mask();
    }

    boolean isFirst() {
        return commands == 0;
    }

    boolean follows(int code) {
        return commands > 0 && previousCode == code;
    }

    boolean followsLocate() {
        return commands > 0 && Codes.LOCATES.contains(previousCode);
    }

    /** Nothing came before, or only SUSPEND MULTIPATH RECONNECTION. */
    boolean startsHere() {
        return isFirst() || (commands == 1 && previousCode == Codes.SUSPEND_MULTIPATH_RECONNECTION);
    }

    /** Takes note of a command that begins, before anything is asked. */
    void begin(Command command) {
        boolean readsOn = command.code() == Codes.READ_COUNT || command.singleTrackCode() == Codes.READ_SECTOR;
        if (command.isControlOrSense()
                || (command.isWrite() && !command.isSearchIdOrKey())
                || (command.isRead() && !readsOn)) {
            indexPassed = false;
        }
    }

    /** Why nothing but another command may stand here; null when this one may. */
    @Nullable
    UnitCheck refusal(Command command) {
        boolean wantsSubsystemData = !subsystemData.isEmpty();
        if ((wantsSubsystemData && command.code() != Codes.READ_SUBSYSTEM_DATA)
                || (domain.tracksetPending() && command.code() != Codes.READ_TRACK)
                || closed
                || (subsystemDataRead && !SubsystemFunction.preparesData(command))) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        subsystemDataRead = false;
        return null;
    }

    /** Hands out the data of the subsystem function; afterwards only another one may follow. */
    Octets takeSubsystemData() {
        Octets taken = subsystemData;
        subsystemData = Octets.EMPTY;
        subsystemDataRead = true;
        return taken;
    }

    /** Takes note of a command that was carried out: some only mean something to the one right after them. */
    void end(Command command) {
        int code = command.singleTrackCode();
        boolean keyOrData = code == Codes.READ_DATA || code == Codes.WRITE_DATA;
        boolean keyAndData = code == Codes.READ_KEY_DATA || code == Codes.WRITE_KEY_DATA;
        homeAddressEqual &= code == Codes.SEARCH_HOME_ADDRESS;
        idEqual &= code == Codes.SEARCH_ID_EQUAL || keyOrData || keyAndData;
        keyEqual &= code == Codes.SEARCH_KEY_EQUAL || keyOrData;
        recordFormatted &= code == Codes.WRITE_RECORD_ZERO || code == Codes.WRITE_COUNT_KEY_DATA;
        previousCode = command.code();
        commands++;
        if (!Codes.LOCATES.contains(command.code())) {
            domain.count(command);
        }
    }

    /** The chain ends before all that the locate record announced. */
    boolean leavesDomainIncomplete(Command command) {
        return inDomain()
                && command.last()
                && command.code() != Codes.READ_IPL
                && !Codes.LOCATES.contains(command.code());
    }
}
