package io.chanio.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The descriptors of this process, as the kernel lists them. */
public final class OpenDescriptors {

    private static final Path LIST = Path.of("/proc/self/fd");

    private OpenDescriptors() {}

    /** How many lead to something whose name contains {@code kind}: the JVM opens and closes files of its own. */
    public static long count(String kind) {
        try (Stream<Path> all = Files.list(LIST)) {
            return all.filter(one -> target(one).contains(kind)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }
}
