package io.chanio.port.vfio;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What went wrong when files of the kernel were read and written, as a person reads it. */
final class Failure {

    private Failure() {}

    static String of(Exception e) {
        return switch (e) {
            case NoSuchFileException gone -> "there is no " + gone.getFile();
            case AccessDeniedException denied -> "no permission to write %s".formatted(denied.getFile());
            default -> Optional.ofNullable(e.getMessage()).orElse(e.toString());
        };
    }
}
