package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxKernelFilesTest {

    private final KernelFiles files = new LinuxKernelFiles();

    @Test
    void readsWithoutBlanksAround(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("chpids"), "00 01 \n");

        assertThat(files.read(root.resolve("chpids"))).contains("00 01");
    }

    @Test
    void findsNothingWhereNothingIs(@TempDir Path root) {
        Path nowhere = root.resolve("nowhere");

        assertThat(files.read(nowhere)).isEmpty();
        assertThat(files.linkName(nowhere)).isEmpty();
        assertThat(files.realPath(nowhere)).isEmpty();
        assertThat(files.names(nowhere)).isEmpty();
        assertThat(files.incarnation(nowhere)).isEmpty();
    }

    @Test
    void doesNotTakeAFolderThatItCanNotListForAnEmptyOne(@TempDir Path root) throws IOException {
        Path noFolder = Files.writeString(root.resolve("devices"), "");

        assertThatThrownBy(() -> files.names(noFolder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("devices can't be listed");
    }

    @Test
    void tellsWhereALinkLeads(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("drivers/vfio_ccw"));
        Files.createSymbolicLink(root.resolve("driver"), Path.of("drivers/vfio_ccw"));

        assertThat(files.linkName(root.resolve("driver"))).contains("vfio_ccw");
        assertThat(files.realPath(root.resolve("driver")))
                .contains(root.resolve("drivers/vfio_ccw").toRealPath());
        assertThat(files.names(root)).containsExactlyInAnyOrder("drivers", "driver");
    }

    @Test
    void tellsFoldersApart(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("one"));
        Files.createDirectories(root.resolve("other"));

        assertThat(files.incarnation(root.resolve("one")))
                .isPresent()
                .isEqualTo(files.incarnation(root.resolve("one")))
                .isNotEqualTo(files.incarnation(root.resolve("other")));
    }

    @Test
    void writesToWhatIsThereAndMakesNothing(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("online"), "");
        files.write(root.resolve("online"), "1\n");

        assertThat(Files.readString(root.resolve("online"))).isEqualTo("1\n");
        assertThatThrownBy(() -> files.write(root.resolve("bind"), "1\n")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void keepsTheKernelsWordForARefusal() {
        assertThatThrownBy(() -> files.write(Path.of("/dev/full"), "1\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
    }
}
