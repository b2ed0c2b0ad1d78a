package io.chanio.port.vfio;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What the kernel said when it refused a write, as a person reads it. */
final class Failure {

    private Failure() {}

    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "there is no " + gone.getFile();
            case AccessDeniedException denied -> "no permission to write %s".formatted(denied.getFile());
            default -> Optional.ofNullable(e.getMessage()).orElse(e.toString());
        };
    }
}
