package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tracks that lie packed in a file, each where two levels of tables say. A changed track goes to free space before its
 * entry is changed; the space of the old one is free then.
 *
 * <p>Threads: one at a time, as its image.
 *
 * @see "Hercules cckd.h and cckddasd.c"
 */
final class CompressedTracks implements TrackStore {

    private final RecoverableFile file;
    private final CompressedHeader header;
    private final CkdGeometry geometry;
    /** What the tables say; null after a write that failed: it may have become one yet. */
    private @Nullable State state;

    /**
     * @param tables where the level 2 tables are, by their number; none where no track of theirs is kept
     * @param chain what stands in the file at each free space, as far as it was written here
     */
    private record State(
            Map<Integer, Long> tables, FreeSpace free, long used, long unusedWithin, Map<Long, Octets> chain) {}

    private CompressedTracks(RecoverableFile file, CompressedHeader header, CkdGeometry geometry) {
        this.file = file;
        this.header = header;
        this.geometry = geometry;
    }

    /** @throws UnfitImage when its tables are not sound */
    static CompressedTracks open(RecoverableFile file, CompressedHeader header, CkdGeometry geometry)
            throws IOException {
        CompressedTracks tracks = new CompressedTracks(file, header, geometry);
        tracks.state();
        return tracks;
    }

    private State state() throws IOException {
        State known = state;
        if (known == null) {
            file.recover();
            CompressedTables found = CompressedTables.check(file, header, geometry);
            FreeSpace free = file.writable() ? found.free() : FreeSpace.none(file.size());
            known = new State(found.tables(), free, found.used(), found.unusedWithin(), Map.of());
            state = known;
        }
        return known;
    }

    @Override
    public boolean writable() {
        return file.writable();
    }

    @Override
    public ByteBuffer read(int track) throws IOException {
        TrackEntry entry = entry(track);
        if (entry.kept()) {
            Octets packed = file.read(entry.position(), entry.length());
            return ByteBuffer.wrap(
                    PackedTrack.unpack(packed, geometry.imageTrackLength()).toArray());
        }
        if (!NullTrack.knows(entry.length())) {
            throw new IOException("the track has the null track format " + entry.length());
        }
        Track empty = NullTrack.of(entry.length()).at(new TrackAddress(0, 0).plus(track, geometry.heads()));
        ByteBuffer image = ByteBuffer.allocate(TrackFormat.length(empty));
        TrackFormat.write(empty, image);
        return image;
    }

    private TrackEntry entry(int track) throws IOException {
        Long table = state().tables().get(track / CompressedTables.TRACKS_OF_TABLE);
        return table == null
                ? TrackEntry.none(header.nullFormat())
                : TrackEntry.read(file.read(entryPosition(table, track), TrackEntry.LENGTH), 0);
    }

    private static long entryPosition(long table, int track) {
        return table + (long) (track % CompressedTables.TRACKS_OF_TABLE) * TrackEntry.LENGTH;
    }

    @Override
    public void write(int track, Octets image) throws IOException {
        State before = state();
        TrackEntry old = entry(track);
        List<Patch> patches = new ArrayList<>();
        State after = plan(before, track, old, PackedTrack.pack(image, header), patches);
        if (after.free().end() > CompressedTables.FILE_SIZE_MAX) {
            throw new IOException("the image is full: its tables can't name more than 4 GiB");
        }
        state = null;
        file.change(patches);
        state = after;
    }

    /**
     * Adds what has to be written, in its order. Whoever finds the file between two of the patches sees that it was not
     * closed, and looks through it.
     */
    private State plan(State before, int track, TrackEntry old, Octets packed, List<Patch> patches) {
        FreeSpace free = before.free().copy();
        FreeSpace.Place place = free.take(packed.length());
        TrackEntry entry = new TrackEntry(place.position(), packed.length(), place.size());
        patches.add(options(header.options() | CompressedHeader.OPENED));
        patches.add(new Patch(place.position(), packed));
        long used = before.used() + entry.length();
        long unusedWithin = before.unusedWithin() + entry.size() - entry.length();
        Map<Integer, Long> tables = before.tables();
        int index = track / CompressedTables.TRACKS_OF_TABLE;
        if (!tables.containsKey(index)) {
            tables = new HashMap<>(tables);
            tables.put(index, addTable(index, free, patches));
            used += CompressedTables.TABLE_LENGTH;
        }
        patches.add(new Patch(entryPosition(tables.get(index), track), entry.toOctets()));
        if (old.kept()) {
            free.release(old.position(), old.size());
            used -= old.length();
            unusedWithin -= old.size() - old.length();
        }
        Map<Long, Octets> chain = addChain(before.chain(), free, patches);
        patches.add(
                new Patch(CompressedHeader.SPACE_POSITION, CompressedHeader.spaceNumbers(free, used, unusedWithin)));
        patches.add(options(header.options() & ~CompressedHeader.OPENED));
        return new State(tables, free, used, unusedWithin, chain);
    }

    private static Patch options(int options) {
        return new Patch(CompressedHeader.OPTIONS_POSITION, Octets.of(options));
    }

    /** A table of tracks that are all not kept, and what leads to it. */
    private long addTable(int index, FreeSpace free, List<Patch> patches) {
        long position = free.takeExactly(CompressedTables.TABLE_LENGTH).position();
        ByteBuffer table = ByteBuffer.allocate(CompressedTables.TABLE_LENGTH);
        Octets none = TrackEntry.none(header.nullFormat()).toOctets();
        for (int offset = 0; offset < CompressedTables.TABLE_LENGTH; offset += TrackEntry.LENGTH) {
            none.copyTo(table, offset);
        }
        patches.add(new Patch(position, Octets.of(table, 0, table.capacity())));
        patches.add(new Patch(
                CompressedTables.LEVEL1_POSITION + (long) index * CompressedTables.LEVEL1_ENTRY_LENGTH,
                numbers((int) position)));
        return position;
    }

    /** Each free space begins with the position of the next one and its own length. */
    private static Map<Long, Octets> addChain(Map<Long, Octets> known, FreeSpace free, List<Patch> patches) {
        Map<Long, Octets> chain = new HashMap<>();
        free.gaps().forEach((position, length) -> {
            Long next = free.gaps().higherKey(position);
            Octets bytes = numbers(next == null ? 0 : next.intValue(), length.intValue());
            chain.put(position, bytes);
            if (!Objects.equals(known.get(position), bytes)) {
                patches.add(new Patch(position, bytes));
            }
        });
        return chain;
    }

    private static Octets numbers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int each : values) {
            bytes.putInt(each);
        }
        return Octets.of(bytes, 0, bytes.capacity());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
