package io.chanio.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.port.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backend is picked: a machine with a channel subsystem never gets a simulated one unasked. */
class BackendChoiceTest {

    private final Path sysfs;

    BackendChoiceTest(@TempDir Path sysfs) throws IOException {
        this.sysfs = sysfs;
        Files.createDirectories(sysfs.resolve("bus/css"));
    }

    @Test
    void takesTheHardwareWhereverThereIsAChannelSubsystem() {
        assertThat(BackendChoice.of(BackendChoice.Wanted.AUTO, sysfs)).isEqualTo(Backend.VFIO);
        assertThat(BackendChoice.of(BackendChoice.Wanted.AUTO, sysfs.resolve("none")))
                .isEqualTo(Backend.SIMULATED);
    }

    @Test
    void inventsNothingWhereItCannotDriveTheHardware() {
        assertThat(new NoInventory().list()).isEmpty();
        assertThat(new NoInventory().backend()).isEqualTo(Backend.VFIO);
    }

    @Test
    void simulatesAnywhereWhenAsked() {
        assertThat(BackendChoice.of(BackendChoice.Wanted.SIMULATOR, sysfs)).isEqualTo(Backend.SIMULATED);
    }

    @Test
    void refusesWhatThisVersionCannotDrive() {
        assertThatThrownBy(() -> BackendChoice.of(BackendChoice.Wanted.VFIO, sysfs))
                .isInstanceOf(RefusalToStart.class)
                .hasMessageContaining("CHANIO_BACKEND=simulator");
    }
}
