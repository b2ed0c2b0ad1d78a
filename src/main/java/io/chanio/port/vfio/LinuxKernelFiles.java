package io.chanio.port.vfio;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** The kernel's files as they are mounted. Callable from any thread. */
final class LinuxKernelFiles implements KernelFiles {

    /** What an attribute of sysfs has at most; files of procfs may have more. */
    private static final int PAGE = 4096;

    @Override
    public Optional<String> read(Path attribute) {
        // Thousands in a row: this does not ask for the size first, which sysfs does not know anyway.
        try (FileInputStream stream = new FileInputStream(attribute.toFile())) {
            byte[] page = new byte[PAGE];
            int length = stream.readNBytes(page, 0, PAGE);
            String text = new String(page, 0, length, StandardCharsets.ISO_8859_1);
            return Optional.of((length < PAGE ? text : text + rest(stream)).strip());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> linkName(Path link) {
        try {
            return Optional.ofNullable(Files.readSymbolicLink(link).getFileName())
                    .map(Path::toString);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Path> realPath(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> names(Path folder) {
        // Many folders in a row: this neither stats what it finds nor throws when the folder is gone.
        String[] names = folder.toFile().list();
        if (names == null && Files.exists(folder)) {
            throw new UncheckedIOException(
                    folder + " can't be listed", new IOException("the kernel lists no names, and it is there"));
        }
        return names == null ? List.of() : List.of(names);
    }

    @Override
    public Optional<Object> incarnation(Path folder) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void write(Path attribute, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(attribute, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static String rest(FileInputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
