package io.chanio.port.vfio;

import java.io.IOException;
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

    @Override
    public Optional<String> read(Path attribute) {
        try {
            return Optional.of(new String(Files.readAllBytes(attribute), StandardCharsets.UTF_8).strip());
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
}
