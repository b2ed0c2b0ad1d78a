package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
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

    /** Opens the image at {@code path} for reading only, when it is a whole plain volume of {@code wanted}. */
    static CkdImageOpening of(Path path, CkdGeometry wanted) {
        if (Files.isDirectory(path)) {
            return refused(path, "is a directory");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Opening a pipe would wait for a writer.
            return refused(path, "is no regular file");
        }
        try {
            return examine(path, FileChannel.open(path, StandardOpenOption.READ), wanted);
        } catch (NoSuchFileException e) {
            return refused(path, "does not exist");
        } catch (AccessDeniedException e) {
            return refused(path, "may not be read by this user");
        } catch (IOException e) {
            return refused(path, "can't be read: " + e.getMessage());
        }
    }

    /** Keeps {@code file} open only for a volume that is opened. */
    private static CkdImageOpening examine(Path path, FileChannel file, CkdGeometry wanted) throws IOException {
        boolean opened = false;
        try {
            CkdImageOpening opening = examined(path, file, wanted);
            opened = opening instanceof Opened;
            return opening;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static CkdImageOpening examined(Path path, FileChannel file, CkdGeometry wanted) throws IOException {
        long size = file.size();
        ByteBuffer start = ByteBuffer.allocate(CkdImageHeader.LENGTH);
        if (size < CkdImageHeader.LENGTH || file.read(start, 0) < CkdImageHeader.LENGTH) {
            return refused(path, "is too short for a CKD image: " + size + " bytes");
        }
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
        return new Opened(new CkdImage(path, file, wanted, Math.toIntExact(tracks / CkdGeometry.HEADS)));
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
        if (header.heads() != CkdGeometry.HEADS || header.trackLength() != wanted.imageTrackLength()) {
            return Optional.of("has %d heads and %d bytes a track; a %s has %d and %d"
                    .formatted(
                            header.heads(),
                            header.trackLength(),
                            wanted.typeName(),
                            CkdGeometry.HEADS,
                            wanted.imageTrackLength()));
        }
        long cylinderLength = (long) header.trackLength() * CkdGeometry.HEADS;
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
