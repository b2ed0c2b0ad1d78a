package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.Device;
import io.chanio.port.sim.DeviceMaking;
import io.chanio.port.sim.TopologySubchannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {

    /** The first bytes of the first track, with another home address. */
    private static final Octets UNFINISHED = Octets.ofHex("00000000ee");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path image;

    @BeforeEach
    void makeVolume() throws IOException {
        image = folder.resolve("demo.ckd");
        DemonstrationVolume.writeTo(image, LocalDate.of(2026, 11, 22));
    }

    @Test
    void anImageThatIsOnlyReadNeedsNothingBesideIt() {
        withDevice(wanted(), () -> assertThat(folder).isDirectoryNotContaining("glob:**.intent"));
    }

    @Test
    void aWritableImageHasItsIntentionsBesideItWhileItIsOpen() {
        withDevice(wanted().withWritableImage(), () -> {
            assertThat(folder.resolve("demo.ckd.intent")).exists();
            assertThat(reason(wanted().withWritableImage())).contains("demo.ckd is being written by another");
        });
        assertThat(folder.resolve("demo.ckd.intent")).doesNotExist();
    }

    @Test
    void anOverlayIsMadeAndTakesTheWritesOfAWritableImageToo() throws IOException {
        byte[] before = Files.readAllBytes(image);
        Path overlay = folder.resolve("demo.over");
        withDevice(wanted().withWritableImage().withOverlay(overlay.toString()), () -> {
            assertThat(overlay).exists();
            assertThat(folder.resolve("demo.ckd.intent")).doesNotExist();
        });
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void anImageWithUnfinishedIntentionsIsNotReadBeforeTheyAreFinished() throws IOException {
        try (IntentLog log = new IntentLog(ChannelFile.openOrCreate(folder.resolve("demo.ckd.intent")))) {
            log.record(List.of(new Patch(512, UNFINISHED)));
        }
        assertThat(reason(wanted())).contains("unfinished write in").contains("\"writable\": true");

        withDevice(wanted().withWritableImage(), () -> {});
        withDevice(wanted(), () -> assertThat(folder.resolve("demo.ckd.intent")).doesNotExist());
        assertThat(Octets.of(ByteBuffer.wrap(Files.readAllBytes(image)), 512, 5))
                .isEqualTo(UNFINISHED);
    }

    @Test
    void namesThatCanBeNoFileAreFaults() {
        assertThat(new Disks().faults(wanted().withOverlay("a\0b")))
                .singleElement()
                .asString()
                .contains("overlay 'a\0b': can't be the name of a file");
    }

    private TopologySubchannel wanted() {
        return TopologySubchannel.of(SubchannelId.parse("0.0.0121"), DeviceNumber.parse("0.0.0121"), "3390")
                .withImage(image.toString());
    }

    private static void withDevice(TopologySubchannel wanted, Runnable look) {
        Device device =
                switch (new Disks().make(wanted)) {
                    case DeviceMaking.Made(Device made) -> made;
                    case DeviceMaking.Unusable(String reason) -> throw new AssertionError(reason);
                };
        try {
            look.run();
        } finally {
            device.close();
        }
    }

    private static String reason(TopologySubchannel wanted) {
        return switch (new Disks().make(wanted)) {
            case DeviceMaking.Unusable(String reason) -> reason;
            case DeviceMaking.Made(Device device) -> {
                device.close();
                throw new AssertionError("it was made");
            }
        };
    }
}
