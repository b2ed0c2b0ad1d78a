package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What became of opening a CKD image. */
sealed interface CkdImageOpening {

    record Opened(CkdImage image) implements CkdImageOpening {}

    /** @param reason names the file, what is wrong with it, and what to do */
    record Refused(String reason) implements CkdImageOpening {}

    /** Opens the volume in {@code files} when it is a whole one of {@code wanted}. */
    static CkdImageOpening of(VolumeFiles files, CkdGeometry wanted) {
        return switch (files) {
            case VolumeFiles.ReadOnly(Path image) -> of(image, wanted, false);
            case VolumeFiles.Writable(Path image) -> of(image, wanted, true);
            case VolumeFiles.Overlaid(Path image, Path overlay) ->
                refused(image, "can't have the overlay " + overlay + ": there are no overlays yet");
        };
    }

    private static CkdImageOpening of(Path path, CkdGeometry wanted, boolean writable) {
        if (Files.isDirectory(path)) {
            return refused(path, "is a directory");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Opening a pipe would wait for a writer.
            return refused(path, "is no regular file");
        }
        try {
            return writable
                    ? examine(
                            path,
                            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE),
                            wanted,
                            true)
                    : examine(path, FileChannel.open(path, StandardOpenOption.READ), wanted, false);
        } catch (NoSuchFileException e) {
            return refused(path, "does not exist");
        } catch (AccessDeniedException e) {
            return refused(path, "may not be %s by this user".formatted(writable ? "read and written" : "read"));
        } catch (FileSystemException e) {
            return refused(path, "can't be %s: %s".formatted(writable ? "written" : "read", e.getReason()));
        } catch (IOException e) {
            return refused(path, "can't be read: " + e.getMessage());
        }
    }

    /** Keeps {@code file} open only for a volume that is opened. */
    private static CkdImageOpening examine(Path path, FileChannel file, CkdGeometry wanted, boolean writable)
            throws IOException {
        boolean opened = false;
        try {
            CkdImageOpening opening = writable && !isMine(file)
                    ? refused(path, "is being written by another program or another subchannel")
                    : examined(path, new ChannelFile(file), wanted, writable);
            opened = opening instanceof Opened;
            return opening;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static boolean isMine(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static CkdImageOpening examined(Path path, ImageFile file, CkdGeometry wanted, boolean writable)
            throws IOException {
        long size = file.size();
        if (size < CkdImageHeader.LENGTH) {
            return refused(path, "is too short for a CKD image: " + size + " bytes");
        }
        ByteBuffer start = ByteBuffer.allocate(CkdImageHeader.LENGTH);
        file.read(start, 0);
        Optional<String> form = CkdImageHeader.refusalOf(start);
        if (form.isPresent()) {
            return refused(path, form.get());
        }
        CkdImageHeader header = CkdImageHeader.read(start);
        Optional<String> mismatch = mismatch(header, wanted, size);
        if (mismatch.isPresent()) {
            return refused(path, mismatch.get());
        }
        long tracks = (size - CkdImageHeader.LENGTH) / header.trackLength();
        return new Opened(new PlainImage(path, file, wanted, Math.toIntExact(tracks / wanted.heads()), writable));
    }

    private static Optional<String> mismatch(CkdImageHeader header, CkdGeometry wanted, long size) {
        if (header.fileNumber() != 0 || header.highestCylinder() != 0) {
            return Optional.of(
                    "is one of several files of a split volume: make one file of them with 'dasdcopy FROM TO'");
        }
        if (header.deviceType() != (wanted.deviceType() & 0xFF)) {
            return Optional.of("is not a %s: its header names %s"
                    .formatted(
                            wanted.typeName(),
                            CkdGeometry.ofImage(header.deviceType())
                                    .map(found -> "a " + found.typeName())
                                    .orElseGet(() -> "a type that ends in X'%02X'".formatted(header.deviceType()))));
        }
        if (header.heads() != wanted.heads() || header.trackLength() != wanted.imageTrackLength()) {
            return Optional.of("has %d heads and %d bytes a track; a %s has %d and %d"
                    .formatted(
                            header.heads(),
                            header.trackLength(),
                            wanted.typeName(),
                            wanted.heads(),
                            wanted.imageTrackLength()));
        }
        long cylinderLength = (long) header.trackLength() * wanted.heads();
        long tracks = size - CkdImageHeader.LENGTH;
        if (tracks == 0 || tracks % cylinderLength != 0) {
            return Optional.of("is damaged: %d bytes are not a header and whole cylinders of %d bytes"
                    .formatted(size, cylinderLength));
        }
        return Optional.empty();
    }

    private static CkdImageOpening refused(Path path, String what) {
        return new Refused("volume image " + path + " " + what);
    }
}
