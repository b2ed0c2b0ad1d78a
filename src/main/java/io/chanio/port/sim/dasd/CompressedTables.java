package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a look through all tables of a compressed image finds: that they are sound, and what its space is used for. The chain
 * of free spaces is not read: what no table names is free.
 *
 * <p>Threads: one at a time, as its image.
 */
final class CompressedTables {

    static final int LEVEL1_POSITION = CompressedHeader.POSITION + CompressedHeader.LENGTH;
    static final int LEVEL1_ENTRY_LENGTH = 4;
    static final int TRACKS_OF_TABLE = 256;
    static final int TABLE_LENGTH = TRACKS_OF_TABLE * TrackEntry.LENGTH;

    /** Its positions are of 32 bits. */
    static final long FILE_SIZE_MAX = 0xFFFF_FFFFL;

    private final RecoverableFile file;
    private final CompressedHeader header;
    private final CkdGeometry geometry;
    private final long fileSize;
    private final NavigableMap<Long, Long> spaces = new TreeMap<>();
    private final long[] tables;
    private long used;
    private long unusedWithin;

    private CompressedTables(RecoverableFile file, CompressedHeader header, CkdGeometry geometry) throws IOException {
        this.file = file;
        this.header = header;
        this.geometry = geometry;
        this.fileSize = file.size();
        this.tables = new long[header.tables()];
    }

    /** @throws UnfitImage saying what is wrong with them */
    static CompressedTables check(RecoverableFile file, CompressedHeader header, CkdGeometry geometry)
            throws IOException {
        checkHeader(header, geometry);
        CompressedTables tables = new CompressedTables(file, header, geometry);
        tables.readTables();
        tables.readTracks();
        return tables;
    }

    private static void checkHeader(CompressedHeader header, CkdGeometry geometry) throws UnfitImage {
        if ((header.options() & CompressedHeader.BIG_ENDIAN) != 0) {
            throw new UnfitImage("has big-endian tables: turn them with 'cckdswap FILE'");
        }
        long tracks = (long) header.cylinders() * geometry.heads();
        long needed = (tracks + TRACKS_OF_TABLE - 1) / TRACKS_OF_TABLE;
        if (header.cylinders() < 1 || header.cylinders() > 0x1_0000) {
            throw damaged("its header names %d cylinders".formatted(header.cylinders()));
        }
        if (header.tables() < needed || header.tables() > needed + 1 || header.tracksOfTable() != TRACKS_OF_TABLE) {
            throw damaged("its header names %d tables of %d tracks where %d of %d are needed"
                    .formatted(header.tables(), header.tracksOfTable(), needed, TRACKS_OF_TABLE));
        }
        if (!NullTrack.knows(header.nullFormat())) {
            throw damaged("its header names the null track format %d".formatted(header.nullFormat()));
        }
    }

    private void readTables() throws IOException {
        int length = header.tables() * LEVEL1_ENTRY_LENGTH;
        if (LEVEL1_POSITION + length > fileSize) {
            throw damaged("it ends before its tables do");
        }
        if (fileSize > FILE_SIZE_MAX) {
            throw damaged("%d bytes are more than its tables can name".formatted(fileSize));
        }
        use(0, LEVEL1_POSITION + length, LEVEL1_POSITION + length, "the header");
        ByteBuffer level1 =
                ByteBuffer.wrap(file.read(LEVEL1_POSITION, length).toArray()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tables.length; i++) {
            tables[i] = Integer.toUnsignedLong(level1.getInt());
            if (tables[i] == TrackEntry.ELSEWHERE) {
                throw new UnfitImage("is a shadow file: it has not all of its volume");
            }
            if (tables[i] != 0) {
                use(tables[i], TABLE_LENGTH, TABLE_LENGTH, "table " + i);
            }
        }
    }

    private void readTracks() throws IOException {
        for (int i = 0; i < tables.length; i++) {
            if (tables[i] != 0) {
                Octets table = file.read(tables[i], TABLE_LENGTH);
                for (int j = 0; j < TRACKS_OF_TABLE; j++) {
                    look(i * TRACKS_OF_TABLE + j, TrackEntry.read(table, j * TrackEntry.LENGTH));
                }
            }
        }
    }

    private void look(int track, TrackEntry entry) throws IOException {
        if (entry.position() == TrackEntry.ELSEWHERE) {
            throw new UnfitImage("is a shadow file: it has not all of its volume");
        }
        if (!entry.kept()) {
            if (!NullTrack.knows(entry.length())) {
                throw damaged("track %d has the null track format %d".formatted(track, entry.length()));
            }
            return;
        }
        if (track >= header.cylinders() * geometry.heads()) {
            throw damaged("its tables name the track %d, which it does not have".formatted(track));
        }
        if (entry.length() < Track.HOME_ADDRESS_LENGTH
                || entry.length() > entry.size()
                || entry.length() > geometry.imageTrackLength()) {
            throw damaged("track %d has %d bytes in a space of %d".formatted(track, entry.length(), entry.size()));
        }
        use(entry.position(), entry.length(), entry.size(), "track " + track);
        lookAtHome(track, file.read(entry.position(), Track.HOME_ADDRESS_LENGTH));
    }

    private void lookAtHome(int track, Octets home) throws UnfitImage {
        TrackAddress address = new TrackAddress(0, 0).plus(track, geometry.heads());
        if (!home.slice(1, Track.HOME_ADDRESS_LENGTH).equals(address.toOctets())) {
            throw damaged("what its tables call track %d is another one: %s".formatted(track, home.toHex()));
        }
        if (home.at(0) == PackedTrack.BZIP2) {
            throw new UnfitImage("has tracks that are packed by bzip2: pack them by zlib with 'dasdcopy -z FROM TO'");
        }
        if (home.at(0) != PackedTrack.NOT_PACKED && home.at(0) != PackedTrack.ZLIB) {
            throw damaged("track %d is packed in the unknown way %d".formatted(track, home.at(0)));
        }
    }

    private void use(long position, int length, int size, String what) throws UnfitImage {
        if (position + size > fileSize) {
            throw damaged("%s ends at %d, and the file at %d".formatted(what, position + size, fileSize));
        }
        Map.Entry<Long, Long> before = spaces.floorEntry(position);
        Long after = spaces.higherKey(position);
        if ((before != null && before.getKey() + before.getValue() > position)
                || (after != null && position + size > after)) {
            throw damaged("%s at %d overlaps what is beside it".formatted(what, position));
        }
        spaces.put(position, (long) size);
        used += length;
        unusedWithin += size - length;
    }

    private static UnfitImage damaged(String what) {
        return new UnfitImage("is damaged: " + what + " ('cckdcdsk -3 FILE' may mend it)");
    }

    /** Positions of the level 2 tables that are there, by their number. */
    Map<Integer, Long> tables() {
        Map<Integer, Long> found = new HashMap<>();
        for (int i = 0; i < tables.length; i++) {
            if (tables[i] != 0) {
                found.put(i, tables[i]);
            }
        }
        return found;
    }

    /** Bytes in use, without those of {@link #unusedWithin}. */
    long used() {
        return used;
    }

    /** Bytes that the spaces of tracks are longer than their tracks. */
    long unusedWithin() {
        return unusedWithin;
    }

    /** @throws UnfitImage for a gap that can't be kept account of */
    FreeSpace free() throws UnfitImage {
        FreeSpace free = FreeSpace.none(fileSize);
        long end = 0;
        for (Map.Entry<Long, Long> each : spaces.entrySet()) {
            releaseGap(free, end, each.getKey());
            end = each.getKey() + each.getValue();
        }
        releaseGap(free, end, fileSize);
        return free;
    }

    private static void releaseGap(FreeSpace free, long from, long to) throws UnfitImage {
        if (to - from >= FreeSpace.GAP_MIN) {
            free.release(from, to - from);
        } else if (to > from) {
            throw damaged("a gap of %d bytes at %d".formatted(to - from, from));
        }
    }
}
