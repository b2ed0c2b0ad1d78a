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
    private final Path none;

    BackendChoiceTest(@TempDir Path sysfs) throws IOException {
        this.sysfs = sysfs;
        this.none = sysfs.resolve("none");
        Files.createDirectories(sysfs.resolve("bus/css"));
    }

    @Test
    void takesTheHardwareWhereverThereIsAChannelSubsystem() {
        BackendChoice choice = BackendChoice.of(BackendChoice.Wanted.AUTO, sysfs);

        assertThat(choice.backend()).isEqualTo(Backend.VFIO);
        assertThat(choice.why()).isEqualTo(sysfs + "/bus/css exists");
    }

    @Test
    void simulatesWhereThereIsNoChannelSubsystem() {
        BackendChoice choice = BackendChoice.of(BackendChoice.Wanted.AUTO, none);

        assertThat(choice.backend()).isEqualTo(Backend.SIMULATED);
        assertThat(choice.why()).isEqualTo("there is no " + none + "/bus/css");
    }

    @Test
    void doesAsItIsAsked() {
        assertThat(BackendChoice.of(BackendChoice.Wanted.SIMULATOR, sysfs))
                .isEqualTo(new BackendChoice(Backend.SIMULATED, "as chanio.backend says"));
        assertThat(BackendChoice.of(BackendChoice.Wanted.VFIO, sysfs))
                .isEqualTo(new BackendChoice(Backend.VFIO, "as chanio.backend says"));
    }

    @Test
    void refusesTheHardwareWhereThereIsNone() {
        assertThatThrownBy(() -> BackendChoice.of(BackendChoice.Wanted.VFIO, none))
                .isInstanceOf(RefusalToStart.class)
                .hasMessageContaining(none + "/bus/css")
                .hasMessageContaining("CHANIO_BACKEND=simulator");
    }
}
