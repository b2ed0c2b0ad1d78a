package io.chanio.port.sim;

import io.chanio.css.Ccw;
import io.chanio.css.Octets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The CCWs of one command: the one with the command code and those data-chained to it. Reused from command to command. */
final class DataChain {

    /** CCWs that one command may gather; more are a program check. */
    static final int CCWS_MAX = 1024;

    /** Bytes that one command may gather, as many as 255 CCWs name at most; more are a program check. */
    static final int BYTES_MAX = 255 * Ccw.COUNT_MAX;

    private static final int PAGE = 0x1000;

    /** A CCW of the chain, with the address behind it. */
    record Link(Ccw ccw, int addressBehind, @Nullable List<Long> indirect) {}

    private final List<Link> links = new ArrayList<>();
    private final IdawFormat idaws;
    private int total;
    private int usedIndex;
    private int residual;

    DataChain(IdawFormat idaws) {
        this.idaws = idaws;
    }

    void begin(Link first) {
        links.clear();
        links.add(first);
        total = first.ccw().count();
    }

    /** @return false when there are too many CCWs or bytes */
    boolean add(Link next) {
        if (links.size() == CCWS_MAX || total + next.ccw().count() > BYTES_MAX) {
            return false;
        }
        links.add(next);
        total += next.ccw().count();
        return true;
    }

    int total() {
        return total;
    }

    Link first() {
        return links.getFirst();
    }

    Link last() {
        return links.getLast();
    }

    /** Finds the CCW in use once {@code transferred} bytes went: a CCW that is used up hands over to the next. */
    void use(int transferred) {
        int left = transferred;
        usedIndex = 0;
        while (usedIndex < links.size() - 1
                && left >= links.get(usedIndex).ccw().count()) {
            left -= links.get(usedIndex).ccw().count();
            usedIndex++;
        }
        residual = links.get(usedIndex).ccw().count() - left;
    }

    Link used() {
        return links.get(usedIndex);
    }

    /** Bytes of the CCW in use that were not transferred. */
    int residual() {
        return residual;
    }

    /** True when no byte of the whole chain is left. */
    boolean exhausted() {
        return usedIndex == links.size() - 1 && residual == 0;
    }

    /** The bytes that a write or control command sends. */
    Octets fetch(ChannelStorage storage) {
        if (total == 0) {
            return Octets.EMPTY;
        }
        Link only = first();
        if (links.size() == 1 && only.indirect() == null) {
            return storage.fetch(only.ccw().dataAddress(), total);
        }
        byte[] gathered = new byte[total];
        int done = 0;
        for (Link link : links) {
            int from = done;
            walk(
                    link,
                    link.ccw().count(),
                    (address, offset, length) -> storage.fetch(address, gathered, from + offset, length));
            done += link.ccw().count();
        }
        return Octets.of(gathered);
    }

    /** Stores the first {@code length} bytes of {@code data}, but not where a CCW says SKIP. */
    void store(ChannelStorage storage, DeviceData data, int length) {
        int done = 0;
        for (int i = 0; i < links.size() && done < length; i++) {
            Link link = links.get(i);
            int part = Math.min(link.ccw().count(), length - done);
            if (!link.ccw().has(Ccw.SKIP)) {
                int from = done;
                walk(link, part, (address, offset, bytes) -> storage.store(address, data, from + offset, bytes));
            }
            done += part;
        }
    }

    /**
     * Stores the last {@code length} bytes of {@code data} from each CCW's data address downwards, the end of the data
     * first. Of a CCW with indirect data addressing each word names the last byte of its part. The driver makes IDAWs of its
     * own, ascending ones, for a CCW without, and counts those of a CCW with as if they ascended: a transfer that needs more
     * than there are ends.
     *
     * @return false when one did
     */
    boolean storeBackward(ChannelStorage storage, DeviceData data, int length) {
        int end = data.length();
        int left = length;
        for (int i = 0; i < links.size() && left > 0; i++) {
            Link link = links.get(i);
            int part = Math.min(link.ccw().count(), left);
            if (!storeBackward(storage, link, data, end, part)) {
                return false;
            }
            end -= part;
            left -= part;
        }
        return true;
    }

    /** Stores the {@code length} bytes of {@code data} before {@code end}; false when the CCW has no place for them all. */
    private boolean storeBackward(ChannelStorage storage, Link link, DeviceData data, int end, int length) {
        List<Long> indirect = link.indirect();
        int block = indirect == null ? PAGE : idaws.block;
        List<Long> places = indirect == null ? List.of((long) link.ccw().dataAddress()) : indirect;
        int done = 0;
        for (int i = 0; i < places.size() && done < length; i++) {
            int last = places.get(i).intValue();
            int part = Math.min(length - done, (last & block - 1) + 1);
            if (!link.ccw().has(Ccw.SKIP)) {
                storage.store(last - part + 1, data, end - done - part, part);
            }
            done += part;
        }
        return done == length;
    }

    /** True when one of the first {@code length} bytes would be stored. */
    boolean storesAny(int length) {
        int done = 0;
        for (int i = 0; i < links.size() && done < length; i++) {
            if (!links.get(i).ccw().has(Ccw.SKIP) && links.get(i).ccw().count() > 0) {
                return true;
            }
            done += links.get(i).ccw().count();
        }
        return false;
    }

    private interface Piece {
        void move(int address, int offset, int length);
    }

    private void walk(Link link, int length, Piece piece) {
        List<Long> indirect = link.indirect();
        if (indirect == null) {
            if (length > 0) {
                piece.move(link.ccw().dataAddress(), 0, length);
            }
            return;
        }
        int offset = 0;
        for (int i = 0; i < indirect.size() && offset < length; i++) {
            long address = indirect.get(i);
            int bytes = Math.min(idaws.reach(address), length - offset);
            piece.move((int) address, offset, bytes);
            offset += bytes;
        }
    }
}
