package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tools of Debian's package hercules: readers of images that nobody here wrote. */
final class HerculesTools {

    private final Path folder;

    /** @param folder where they run, and write what they write */
    HerculesTools(Path folder) {
        this.folder = folder;
    }

    /** What a tool prints; empty, and said aloud, where it is not installed. */
    @SuppressWarnings("SystemOut")
    Optional<String> answerOf(String tool, String... arguments) {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
        if (!installed) {
            System.out.println("NOT CHECKED: " + tool + " is not installed (apt-get install hercules)");
            return Optional.empty();
        }
        ProcessBuilder builder =
                new ProcessBuilder(tool).directory(folder.toFile()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(process.waitFor()).describedAs(text).isZero();
            return Optional.of(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Looks through header, tables, free spaces and home addresses of a compressed image, mending nothing, and finds nothing
     * wrong. The next level of that look finds fault with small tracks, in images of their own too.
     */
    void checkCompressed(Path image) {
        answerOf("cckdcdsk", "-2", "-ro", image.toString())
                .ifPresent(text -> assertThat(text).doesNotContain("HHCCU"));
    }
}
