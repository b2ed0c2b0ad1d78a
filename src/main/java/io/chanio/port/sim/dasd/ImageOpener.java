package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Opens the files of a volume, and refuses what is none.
 *
 * <p>Threads: any; it keeps nothing.
 */
final class ImageOpener {

    /** Behind the name of a writable image: the file that says what is being written. */
    static final String INTENTS = ".intent";

    private static final System.Logger LOGGER = System.getLogger(ImageOpener.class.getName());

    private final UnaryOperator<ImageFile> wrapping;

    /** @param wrapping what stands between a volume and each of its files */
    ImageOpener(UnaryOperator<ImageFile> wrapping) {
        this.wrapping = wrapping;
    }

    CkdImageOpening open(VolumeFiles files, CkdGeometry wanted) {
        Path path = files.image();
        try {
            return switch (files) {
                case VolumeFiles.ReadOnly(Path image) -> opened(image, forReading(image, wanted), wanted);
                case VolumeFiles.Writable(Path image) -> opened(image, forWriting(image, wanted), wanted);
                case VolumeFiles.Overlaid(Path image, Path overlay) ->
                    opened(overlay, overlaid(overlay, forReading(image, wanted), wanted), wanted);
            };
        } catch (UnfitImage e) {
            return new CkdImageOpening.Refused("volume image " + path + " " + e.getMessage());
        } catch (IOException e) {
            return new CkdImageOpening.Refused("volume image " + path + " can't be read: " + e.getMessage());
        }
    }

    /** The tracks of an image, and how many cylinders of them it has. */
    private record OpenTracks(TrackStore tracks, int cylinders, long fileSize) {}

    private static CkdImageOpening opened(Path path, OpenTracks image, CkdGeometry wanted) {
        return new CkdImageOpening.Opened(new StoredVolume(path, image.tracks(), wanted, image.cylinders()));
    }

    private OpenTracks forReading(Path path, CkdGeometry wanted) throws IOException {
        Path intents = intentsOf(path);
        if (Files.exists(intents)) {
            try (IntentLog log = new IntentLog(ChannelFile.openForReading(intents))) {
                if (!log.pending().isEmpty()) {
                    throw new UnfitImage("has an unfinished write in " + intents
                            + ": a program writes to it now, or was stopped while it did;"
                            + " open it once with \"writable\": true");
                }
            }
        }
        RecoverableFile file = new RecoverableFile(wrapping.apply(ChannelFile.openForReading(path)), null);
        return keeping(file, () -> examined(file, wanted));
    }

    private OpenTracks forWriting(Path path, CkdGeometry wanted) throws IOException {
        ImageFile file = wrapping.apply(ChannelFile.openForWriting(path));
        IntentLog intents = keeping(file, () -> intents(intentsOf(path)));
        RecoverableFile image = new RecoverableFile(file, intents);
        return keeping(image, () -> {
            image.recover();
            return examined(image, wanted);
        });
    }

    private IntentLog intents(Path path) throws IOException {
        try {
            return new IntentLog(wrapping.apply(ChannelFile.openOrCreate(path)));
        } catch (UnfitImage e) {
            throw new UnfitImage("needs " + path + " beside it, which " + e.getMessage());
        }
    }

    private static Path intentsOf(Path image) {
        return image.resolveSibling(image.getFileName() + INTENTS);
    }

    private static OpenTracks examined(RecoverableFile file, CkdGeometry wanted) throws IOException {
        long size = file.size();
        if (size < CkdImageHeader.LENGTH) {
            throw new UnfitImage("is too short for a CKD image: " + size + " bytes");
        }
        ByteBuffer start = ByteBuffer.wrap(file.read(0, CkdImageHeader.LENGTH).toArray());
        CkdImageHeader.Form form = CkdImageHeader.formOf(start);
        CkdImageHeader.read(start).require(wanted);
        return switch (form) {
            case PLAIN -> plain(file, size, wanted);
            case COMPRESSED -> compressed(file, size, wanted);
        };
    }

    private static OpenTracks plain(RecoverableFile file, long size, CkdGeometry wanted) throws UnfitImage {
        long cylinderLength = (long) wanted.imageTrackLength() * wanted.heads();
        long tracks = size - CkdImageHeader.LENGTH;
        if (tracks == 0 || tracks % cylinderLength != 0) {
            throw new UnfitImage("is damaged: %d bytes are not a header and whole cylinders of %d bytes"
                    .formatted(size, cylinderLength));
        }
        int cylinders = Math.toIntExact(tracks / cylinderLength);
        return new OpenTracks(new PlainTracks(file, wanted.imageTrackLength()), cylinders, size);
    }

    private static OpenTracks compressed(RecoverableFile file, long size, CkdGeometry wanted) throws IOException {
        if (size < CompressedTables.LEVEL1_POSITION) {
            throw new UnfitImage("is damaged: it ends at " + size + ", before its tables");
        }
        CompressedHeader header = CompressedHeader.read(file.read(CompressedHeader.POSITION, CompressedHeader.LENGTH));
        return new OpenTracks(CompressedTracks.open(file, header, wanted), header.cylinders(), size);
    }

    private OpenTracks overlaid(Path path, OpenTracks image, CkdGeometry wanted) throws IOException {
        return keeping(image.tracks(), () -> {
            OverlayHeader expected = headerOver(image, wanted);
            try {
                ImageFile file = wrapping.apply(ChannelFile.openOrCreate(path));
                int tracks = image.cylinders() * wanted.heads();
                return keeping(
                        file,
                        () -> new OpenTracks(
                                OverlaidTracks.open(file, expected, image.tracks(), tracks),
                                image.cylinders(),
                                image.fileSize()));
            } catch (UnfitImage e) {
                throw new UnfitImage("can't have the overlay " + path + ", which " + e.getMessage());
            }
        });
    }

    private static OverlayHeader headerOver(OpenTracks image, CkdGeometry wanted) throws IOException {
        Octets first = Octets.EMPTY;
        for (int head = 0; head < wanted.heads(); head++) {
            ByteBuffer track = image.tracks().read(head);
            first = first.concat(Octets.of(track, 0, track.capacity()));
        }
        return new OverlayHeader(
                wanted.deviceType(),
                image.cylinders(),
                wanted.imageTrackLength(),
                image.fileSize(),
                OverlayHeader.checksum(first));
    }

    /** What is made of an open file. */
    private interface Examination<T> {
        T run() throws IOException;
    }

    /** Keeps {@code file} open only when the examination likes it. */
    private static <T> T keeping(AutoCloseable file, Examination<T> examination) throws IOException {
        boolean liked = false;
        try {
            T result = examination.run();
            liked = true;
            return result;
        } finally {
            if (!liked) {
                close(file);
            }
        }
    }

    private static void close(AutoCloseable file) {
        try {
            file.close();
        } catch (Exception e) {
            LOGGER.log(System.Logger.Level.WARNING, "file of a volume can't be closed", e);
        }
    }
}
