package io.chanio.port.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/**
 * One entry of {@code sets.json}: channel programs, what the real driver answered, and the volume that they ran on. Each
 * file may lie there packed instead, under its name and {@code .xz}.
 *
 * @param name unique in its folder: that of the case file, with the device number where several sets share the file
 * @param consensus what two emulators agreed on, field by field
 * @param access {@code "readOnly": true} for a volume that was open for reading only
 * @param strictness {@code "emulator": "second"} for results that came from the second emulator alone
 */
record ConformanceSet(
        String name,
        Path cases,
        Path golden,
        String subchannel,
        String device,
        Optional<String> controlUnit,
        Path volume,
        Optional<Path> consensus,
        Access access,
        ConformanceAnswers.Strictness strictness) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PACKED = ".xz";

    /** What the programs could do with the volume. */
    enum Access {
        READ_ONLY,
        WRITABLE
    }

    /** The sets of the folder, as its {@code sets.json} lists them. */
    static List<ConformanceSet> in(Path folder) {
        try {
            JsonNode sets = JSON.readTree(folder.resolve("sets.json").toFile()).path("sets");
            List<String> files = new ArrayList<>();
            sets.forEach(set -> files.add(set.path("cases").asText()));
            List<ConformanceSet> found = new ArrayList<>();
            sets.forEach(set -> found.add(of(folder, set, files)));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConformanceSet of(Path folder, JsonNode set, List<String> files) {
        String cases = set.path("cases").asText();
        String subchannel = set.path("subchannel").asText();
        String name = Path.of(cases).getFileName().toString().replaceFirst("\\.cases$", "");
        boolean shared = Collections.frequency(files, cases) > 1;
        return new ConformanceSet(
                shared ? name + "-" + subchannel.substring(subchannel.lastIndexOf('.') + 1) : name,
                folder.resolve(cases),
                folder.resolve(set.path("golden").asText()),
                subchannel,
                set.path("device").asText(),
                Optional.of(set.path("controlUnit").asText()).filter(unit -> !unit.isEmpty()),
                folder.resolve(set.path("volume").asText()).normalize(),
                Optional.of(set.path("consensus").asText())
                        .filter(file -> !file.isEmpty())
                        .map(folder::resolve),
                set.path("readOnly").asBoolean() ? Access.READ_ONLY : Access.WRITABLE,
                set.path("emulator").asText().equals("second")
                        ? ConformanceAnswers.Strictness.BETWEEN_EMULATORS
                        : ConformanceAnswers.Strictness.WHOLE);
    }

    /** A fresh copy of the volume, unpacked. */
    Path unpackedInto(Path folder) throws IOException {
        Path copy = folder.resolve(name + ".image");
        try (InputStream plain = open(volume)) {
            Files.copy(plain, copy);
        }
        return copy;
    }

    List<String> caseLines() throws IOException {
        return lines(cases);
    }

    /** One JSON object each. */
    List<String> goldenLines() throws IOException {
        return lines(golden);
    }

    /** The lines of another file of the set. */
    List<String> linesOf(Path file) throws IOException {
        return lines(file);
    }

    /** The lines of a file that may lie there packed. */
    static List<String> lines(Path file) throws IOException {
        try (InputStream plain = open(file)) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static InputStream open(Path file) throws IOException {
        Path packed = file.resolveSibling(file.getFileName() + PACKED);
        if (Files.notExists(file) && Files.exists(packed)) {
            return new XZInputStream(Files.newInputStream(packed));
        }
        InputStream stored = Files.newInputStream(file);
        return file.toString().endsWith(PACKED) ? new XZInputStream(stored) : stored;
    }
}
