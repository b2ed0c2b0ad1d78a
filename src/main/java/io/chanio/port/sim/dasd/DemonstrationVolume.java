package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A small 3390 volume that chanio makes itself, to have something to read: three cylinders, labelled DEMO01, with a VTOC and
 * one text dataset of 80-byte records. The same date gives the same bytes.
 *
 * @see "SC26-7409 DFSMSdfp Advanced Services, DSCB formats"
 */
public final class DemonstrationVolume {

    /** Its serial number. */
    public static final String VOLUME_SERIAL = "DEMO01";

    /** Its only dataset. */
    public static final String DATASET_NAME = "CHANIO.DEMO.TEXT";

    static final int CYLINDERS = 3;

    private static final Charset EBCDIC = Charset.forName("IBM037");
    private static final CkdGeometry GEOMETRY = CkdGeometry.IBM_3390;

    private static final int LINE_LENGTH = 80;
    private static final int LINES_OF_BLOCK = 10;
    private static final List<String> TEXT = List.of(
            "CHANIO DEMONSTRATION VOLUME",
            "",
            "THIS TEXT LIES ON A SIMULATED 3390 THAT CHANIO MADE FOR YOU. A CHANNEL PROGRAM",
            "READ IT: DEFINE EXTENT, LOCATE RECORD, READ DATA.",
            "",
            "NAME YOUR OWN VOLUMES IN A TOPOLOGY FILE, AND THEY STAND WHERE THIS ONE STANDS.");

    private DemonstrationVolume() {}

    /** What became of writing it. */
    public enum Writing {
        WRITTEN,
        /** A file of that name was there; it stays as it is. */
        KEPT
    }

    /** Writes the volume to {@code path}, whole or not at all, unless there is a file already. */
    public static Writing writeTo(Path path, LocalDate created) throws IOException {
        if (Files.exists(path)) {
            return Writing.KEPT;
        }
        Path folder = path.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(folder, path.getFileName().toString(), ".new");
        try {
            write(draft, created);
            return place(draft, path);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A link never replaces what another process has put there meanwhile; where there are no links, a move has to do. */
    private static Writing place(Path draft, Path path) throws IOException {
        try {
            Files.createLink(path, draft);
            return Writing.WRITTEN;
        } catch (FileAlreadyExistsException e) {
            return Writing.KEPT;
        } catch (UnsupportedOperationException | IOException e) {
            return move(draft, path);
        }
    }

    private static Writing move(Path draft, Path path) throws IOException {
        try {
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, path);
        }
        return Writing.WRITTEN;
    }

    private static void write(Path path, LocalDate created) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writeFully(file, CkdImageHeader.of(GEOMETRY).toBytes());
            for (Track track : tracks(created)) {
                ByteBuffer image = ByteBuffer.allocate(GEOMETRY.imageTrackLength());
                TrackFormat.write(track, image);
                writeFully(file, image);
            }
            file.force(true);
        }
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static List<Track> tracks(LocalDate created) {
        VolumeTable table = new VolumeTable(GEOMETRY, CYLINDERS, VOLUME_SERIAL, DATASET_NAME, created);
        List<Octets> blocks = blocks();
        List<Track> tracks = new ArrayList<>();
        for (int number = 0; number < CYLINDERS * GEOMETRY.heads(); number++) {
            TrackAddress address = new TrackAddress(0, 0).plus(number, GEOMETRY.heads());
            List<CkdRecord> records = new ArrayList<>();
            records.add(record(address, 0, Octets.EMPTY, Octets.zeros(TrackFormat.RECORD_ZERO_DATA_LENGTH)));
            if (number == VolumeTable.LABEL_TRACK) {
                records.addAll(table.labels());
            } else if (number == VolumeTable.TABLE_TRACK) {
                records.addAll(table.entries(blocks.size(), LINE_LENGTH, LINE_LENGTH * LINES_OF_BLOCK));
            } else if (number == VolumeTable.DATASET_TRACK) {
                blocks.forEach(block -> records.add(record(address, records.size(), Octets.EMPTY, block)));
                records.add(record(address, records.size(), Octets.EMPTY, Octets.EMPTY));
            }
            tracks.add(new Track(address, records, Track.Ending.MARKED));
        }
        return tracks;
    }

    private static CkdRecord record(TrackAddress address, int number, Octets key, Octets data) {
        return new CkdRecord(address.cylinder(), address.head(), number, key, data);
    }

    private static List<Octets> blocks() {
        List<Octets> blocks = new ArrayList<>();
        for (int first = 0; first < TEXT.size(); first += LINES_OF_BLOCK) {
            Octets block = Octets.EMPTY;
            for (String line : TEXT.subList(first, Math.min(first + LINES_OF_BLOCK, TEXT.size()))) {
                String padded = line + " ".repeat(LINE_LENGTH - line.length());
                block = block.concat(Octets.of(padded.getBytes(EBCDIC)));
            }
            blocks.add(block);
        }
        return blocks;
    }
}
