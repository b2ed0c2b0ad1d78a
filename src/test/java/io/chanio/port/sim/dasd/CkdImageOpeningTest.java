package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceNumber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CkdImageOpeningTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void refusesAFileThatIsNotThere() {
        assertThat(reason(folder.resolve("none.ckd"))).endsWith("none.ckd does not exist");
    }

    @Test
    void refusesADirectory() {
        assertThat(reason(folder)).endsWith("is a directory");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThat(reason(Path.of("/dev/zero"))).endsWith("/dev/zero is no regular file");
    }

    @Test
    void refusesWhatIsTooShort() throws IOException {
        assertThat(reason(file(new byte[100]))).endsWith("is too short for a CKD image: 100 bytes");
    }

    @Test
    void refusesImagesOfOtherForms() throws IOException {
        assertThat(reason(file(begin("CKD_P064"))))
                .contains("image.ckd")
                .contains("another form (CKD_P064)")
                .contains("dasdcopy");
        assertThat(reason(file(begin("CKD_S370")))).contains("is a shadow file");
    }

    @Test
    void refusesPackedFilesAndSaysHowToUnpackThem() throws IOException {
        Path packed = Path.of("src", "test", "resources", "volumes", "qual01.3390.ckd.xz");

        assertThat(reason(packed)).contains("packed by xz").contains("xz -dk");
        assertThat(reason(file(begin("\u001F\u008B")))).contains("gunzip");
    }

    @Test
    void refusesWhatIsNoImageAtAll() throws IOException {
        assertThat(reason(file(begin("hello")))).contains("does not begin with CKD_P370");
    }

    @Test
    void refusesTheOtherDeviceType() throws IOException {
        Path image = Volumes.unpack(Volumes.QUAL02, folder);

        assertThat(reason(image)).contains("is not a 3390: its header names a 3380");
    }

    @Test
    void refusesOneFileOfASplitVolume() throws IOException {
        byte[] bytes = demonstration();
        bytes[17] = 1;

        assertThat(reason(file(bytes))).contains("split volume");
    }

    @Test
    void refusesAForeignGeometry() throws IOException {
        byte[] bytes = demonstration();
        bytes[8] = 30;

        assertThat(reason(file(bytes))).contains("30 heads").contains("a 3390 has 15");
    }

    @Test
    void refusesAnImageThatWasCutOff() throws IOException {
        byte[] bytes = demonstration();

        assertThat(reason(file(Arrays.copyOf(bytes, bytes.length - 1)))).contains("is damaged");
        assertThat(reason(file(Arrays.copyOf(bytes, 512)))).contains("is damaged");
    }

    @Test
    void aTrackWithAForeignHomeAddressIsAnInvalidTrackFormat() throws IOException {
        byte[] bytes = demonstration();
        ByteBuffer.wrap(bytes).putShort(512 + 56_832 + 3, (short) 7);

        try (DeviceBench bench = bench(file(bytes))) {
            assertThat(bench.refusal(DeviceBench.step(0x07, "000000000001"))).isEqualTo("0040/00");
            assertThat(bench.last(DeviceBench.step(0x07, "000000000002")).unitStatus())
                    .isEqualTo(DeviceBench.DONE);
        }
    }

    @Test
    void aRecordBeyondItsTrackIsAnEquipmentCheckAndTheOnesBeforeAreRead() throws IOException {
        byte[] bytes = demonstration();
        int firstUserRecord = 512 + 2 * 56_832 + 5 + 16;
        int second = firstUserRecord + 8 + 480;
        ByteBuffer.wrap(bytes).putShort(second + 6, (short) 0xFFF0);

        try (DeviceBench bench = bench(file(bytes))) {
            DeviceBench.Step seek = DeviceBench.step(0x07, "000000000002");
            assertThat(bench.last(seek, DeviceBench.step(0x1E)).data().length()).isEqualTo(488);
            assertThat(bench.refusal(seek, DeviceBench.step(0x1E), DeviceBench.step(0x1E)))
                    .isEqualTo("1000/10");
            assertThat(bench.refusal(seek, DeviceBench.step(0x5E))).isEqualTo("1000/10");
        }
    }

    @Test
    void anImageThatShrinksWhileItIsOpenIsAnEquipmentCheck() throws IOException {
        Path image = file(demonstration());

        try (DeviceBench bench = bench(image)) {
            Files.write(image, new byte[512]);

            assertThat(bench.refusal(DeviceBench.step(0x07, "000000020000"))).isEqualTo("1000/10");
        }
    }

    private static DeviceBench bench(Path image) {
        return new DeviceBench(Volumes.open(CkdGeometry.IBM_3390, DasdControlUnit.IBM_2107, image));
    }

    private byte[] demonstration() throws IOException {
        Path image = folder.resolve("demo.ckd");
        DemonstrationVolume.writeTo(image, LocalDate.of(2026, 11, 22));
        return Files.readAllBytes(image);
    }

    private static byte[] begin(String magic) {
        return Arrays.copyOf(magic.getBytes(StandardCharsets.ISO_8859_1), 1024);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("image.ckd"), bytes);
    }

    private static String reason(Path image) {
        return switch (Disk.open(
                CkdGeometry.IBM_3390,
                DasdControlUnit.IBM_2107,
                DeviceNumber.parse("0.0.0121"),
                new VolumeFiles.ReadOnly(image))) {
            case DasdOpening.Refused(String reason) -> reason;
            case DasdOpening.Opened(Disk device) -> {
                device.close();
                throw new AssertionError(image + " was opened");
            }
        };
    }
}
