package io.chanio.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/** The volumes that other programs made, kept compressed among the tests' resources. */
final class Volumes {

    private Volumes() {}

    /** Unpacks a volume into {@code folder}; where it then lies. */
    static Path unpack(String name, Path folder) throws IOException {
        Path image = folder.resolve(name);
        try (InputStream packed = resource(name + ".xz");
                InputStream plain = new XZInputStream(packed)) {
            Files.copy(plain, image);
        }
        return image;
    }

    /** A file that stands beside the volumes. */
    static InputStream resource(String name) {
        return Objects.requireNonNull(Volumes.class.getResourceAsStream("/volumes/" + name), name);
    }
}
