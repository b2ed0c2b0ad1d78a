package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Arrays;

/**
 * SEARCH HOME ADDRESS EQUAL, SEARCH ID and SEARCH KEY in all their forms. A hit is a status modifier: the channel skips
 * the CCW after the search.
 *
 * @see "SA22-1025 3990/3390 reference, Search Commands"
 */
final class SearchCommands {

    private static final int EQUAL_WANTED = 0x20;
    private static final int HIGH_WANTED = 0x40;
    private static final int HOME_ADDRESS_FLAG_LENGTH = 1;

    private final Unit unit;

    SearchCommands(Unit unit) {
        this.unit = unit;
    }

    Outcome homeAddress(Command command) {
        Chain chain = unit.chain();
        UnitCheck check = command.multitrack() ? unit.cursor().advance(chain, 1) : null;
        if (check == null) {
            check = unit.cursor().seekIndex();
        }
        if (check != null) {
            return check;
        }
        Octets home = unit.cursor().track().homeAddress();
        Octets wanted = home.slice(HOME_ADDRESS_FLAG_LENGTH, home.length());
        int compared = Math.min(command.parameters().length(), wanted.length());
        boolean hit = compare(wanted, command.parameters(), compared) == 0;
        chain.homeAddressEqual = hit && compared == wanted.length();
        return Outcome.searched(hit, compared);
    }

    Outcome id(Command command) {
        Chain chain = unit.chain();
        UnitCheck check = unit.cursor().nextCount(command, chain);
        if (check != null) {
            return check;
        }
        Octets id = unit.cursor().record().presented(unit.image().cylinders()).id();
        int compared = Math.min(command.parameters().length(), id.length());
        int order = compare(id, command.parameters(), compared);
        chain.idEqual = order == 0 && compared == id.length() && command.singleTrackCode() == Codes.SEARCH_ID_EQUAL;
        return Outcome.searched(isHit(command, order), compared);
    }

    Outcome key(Command command) {
        Chain chain = unit.chain();
        UnitCheck check = unit.cursor().isAt(TrackCursor.Place.COUNT)
                ? null
                : unit.cursor().nextCount(command, chain);
        if (check != null) {
            return check;
        }
        Octets key = unit.cursor().record().key();
        unit.cursor().passKey();
        if (key.isEmpty()) {
            return Outcome.searched(false, 0);
        }
        int compared = Math.min(command.parameters().length(), key.length());
        int order = compare(key, command.parameters(), compared);
        chain.keyEqual = order == 0 && compared == key.length() && command.singleTrackCode() == Codes.SEARCH_KEY_EQUAL;
        return Outcome.searched(isHit(command, order), compared);
    }

    private static boolean isHit(Command command, int order) {
        boolean equalWanted = (command.code() & EQUAL_WANTED) != 0;
        boolean highWanted = (command.code() & HIGH_WANTED) != 0;
        return (equalWanted && order == 0) || (highWanted && order > 0);
    }

    /** Below, equal to or above 0 as the first {@code length} bytes on the track are lower, equal or higher. */
    private static int compare(Octets onTrack, Octets argument, int length) {
        return Arrays.compareUnsigned(
                onTrack.first(length).toArray(), argument.first(length).toArray());
    }
}
