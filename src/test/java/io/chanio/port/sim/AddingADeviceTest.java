package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the guide to the code that it shows. */
class AddingADeviceTest {

    private static final Path GUIDE = Path.of("docs", "adding-a-device.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "chanio");
    private static final Pattern EXCERPT = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    void everyExcerptStandsInTheSourcesAsItIs() throws IOException {
        List<String> excerpts = EXCERPT.matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        List<String> sources = sources();

        assertThat(excerpts).isNotEmpty().allSatisfy(excerpt -> assertThat(sources)
                .anyMatch(source -> source.contains(excerpt)));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(AddingADeviceTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
