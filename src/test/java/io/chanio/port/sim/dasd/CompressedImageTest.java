package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedImageTest {

    private static final int CYLINDERS = 1_113;
    private static final int LEVEL1 = 1024;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path path;

    @BeforeEach
    void unpack() throws IOException {
        path = Volumes.unpack(Volumes.QUAL06, folder);
    }

    @Test
    void aTrackThatIsNotKeptHasItsNullForm() throws IOException {
        damage(bytes -> bytes.put(512 + 44, (byte) 0));
        assertThat(lengthsOf(new TrackAddress(1_000, 3))).containsExactly(8, 0);
        damage(bytes -> bytes.put(512 + 44, (byte) 1));
        assertThat(lengthsOf(new TrackAddress(1_000, 3))).containsExactly(8);
        damage(bytes -> bytes.put(512 + 44, (byte) 2));
        assertThat(lengthsOf(new TrackAddress(1_000, 3))).hasSize(13).last().isEqualTo(4_096);
    }

    private List<Integer> lengthsOf(TrackAddress address) {
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, path)) {
            assertThat(image.cylinders()).isEqualTo(CYLINDERS);
            return Volumes.track(image, address).records().stream()
                    .map(CkdRecord::dataLength)
                    .toList();
        }
    }

    @Test
    void whatWasWrittenIsReadByForeignTools() throws IOException {
        Path source = Volumes.unpack(Volumes.QUAL01, folder);
        Files.delete(path);
        Volumes.smallCompressed(folder);
        copyAllTracks(source);

        HerculesTools tools = new HerculesTools(folder);
        tools.checkCompressed(path);
        String listing =
                Files.readString(Path.of("src", "test", "resources", "volumes", Volumes.QUAL01 + ".dasdls.txt"));
        tools.answerOf("dasdls", path.toString())
                .ifPresent(text -> assertThat(datasets(text)).isEqualTo(datasets(listing)));
        Path plain = folder.resolve("unpacked.ckd");
        if (tools.answerOf("cckd2ckd", path.toString(), plain.toString()).isPresent()) {
            sameTracks(source, plain);
        }
    }

    /** Without the line that has the name of the file. */
    private static List<String> datasets(String listing) {
        return listing.lines()
                .filter(line -> !line.contains("Version") && !line.startsWith("(c)") && !line.contains(".c"))
                .toList();
    }

    private static void sameTracks(Path one, Path other) {
        try (CkdImage left = Volumes.image(CkdGeometry.IBM_3390, one);
                CkdImage right = Volumes.image(CkdGeometry.IBM_3390, other)) {
            for (int number = 0; number < 45; number++) {
                TrackAddress address = new TrackAddress(0, 0).plus(number, 15);
                assertThat(Volumes.track(right, address)).isEqualTo(Volumes.track(left, address));
            }
        }
    }

    private void copyAllTracks(Path source) {
        try (CkdImage from = Volumes.image(CkdGeometry.IBM_3390, source);
                CkdImage to = Volumes.image(CkdGeometry.IBM_3390, new VolumeFiles.Writable(path))) {
            for (int number = 0; number < 45; number++) {
                TrackAddress address = new TrackAddress(0, 0).plus(number, 15);
                Track track = Volumes.track(from, address);
                assertThat(to.write(track)).isEqualTo(new CkdImage.Writing.Written());
                assertThat(Volumes.track(to, address)).isEqualTo(track);
            }
        }
    }

    @Test
    void rewritingUsesTheSpaceThatTheOldTracksHad() throws IOException {
        Random random = new Random(1);
        long afterFirst = 0;
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, new VolumeFiles.Writable(path))) {
            for (int round = 0; round < 60; round++) {
                Track track = Volumes.track(new TrackAddress(500, round % 3), random, random.nextInt(4_000) + 1);
                assertThat(image.write(track)).isEqualTo(new CkdImage.Writing.Written());
                afterFirst = round == 2 ? Files.size(path) : afterFirst;
            }
        }

        assertThat(Files.size(path)).isLessThan(afterFirst + 5 * 4_100);
        new HerculesTools(folder).checkCompressed(path);
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, path)) {
            assertThat(image.writable()).isFalse();
        }
    }

    @Test
    void anImageThatPacksNothingStaysOne() throws IOException {
        damage(bytes -> bytes.put(512 + 45, (byte) 0));
        Track track = Volumes.track(new TrackAddress(7, 0), new Random(1), 30_000);
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, new VolumeFiles.Writable(path))) {
            image.write(track);
            assertThat(Volumes.track(image, track.address())).isEqualTo(track);
        }

        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, path)) {
            assertThat(Volumes.track(image, track.address())).isEqualTo(track);
        }
        new HerculesTools(folder).checkCompressed(path);
    }

    @Test
    void refusesDamagedTablesAndSaysWhatIsWrong() throws IOException {
        byte[] sound = Files.readAllBytes(path);
        int table = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(LEVEL1);
        int track = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(table);

        assertThat(refusal(bytes -> bytes.putInt(512 + 40, 0))).contains("is damaged: its header names 0 cylinders");
        assertThat(refusal(bytes -> bytes.putInt(512 + 4, 3))).contains("3 tables of 256 tracks where 66");
        assertThat(refusal(bytes -> bytes.put(512 + 44, (byte) 9))).contains("null track format 9");
        assertThat(refusal(bytes -> bytes.put(512 + 3, (byte) 2)))
                .contains("big-endian")
                .contains("cckdswap");
        assertThat(refusal(bytes -> bytes.putInt(LEVEL1, 0x7FFF_0000))).contains("table 0 ends at");
        assertThat(refusal(bytes -> bytes.putInt(LEVEL1, -1))).contains("is a shadow file");
        assertThat(refusal(bytes -> bytes.putInt(LEVEL1 + 4, table))).contains("overlaps");
        assertThat(refusal(bytes -> bytes.putInt(table, track + 40))).contains("is damaged");
        assertThat(refusal(bytes -> bytes.putShort(table + 4, (short) 2))).contains("track 0 has 2 bytes");
        assertThat(refusal(bytes -> bytes.put(track, (byte) 2)))
                .contains("bzip2")
                .contains("dasdcopy -z");
        assertThat(refusal(bytes -> bytes.put(track, (byte) 7))).contains("unknown way 7");
        assertThat(refusal(bytes -> bytes.put(track + 4, (byte) 5))).contains("track 0 is another one");
        assertThat(refusal(bytes -> bytes.limit(1_100))).contains("ends before its tables");
        assertThat(refusal(bytes -> bytes.limit(700))).contains("it ends at 700");
        assertThat(Files.readAllBytes(path)).isEqualTo(sound);
    }

    @Test
    void aTrackThatCanNotBeUnpackedIsAnEquipmentCheck() throws IOException {
        int table = ByteBuffer.wrap(Files.readAllBytes(path))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(LEVEL1);
        damage(bytes -> {
            int track = bytes.getInt(table);
            bytes.put(track, (byte) 1).putLong(track + 5, 0x1234_5678_9ABC_DEF0L);
        });

        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, path)) {
            assertThat(image.read(new TrackAddress(0, 0)))
                    .isEqualTo(new CkdImage.Reading.Unreadable(UnitCheck.EQUIPMENT_CHECK));
        }
    }

    @Test
    void anImageThatWasNotClosedIsTakenByWhatItsTablesSay() throws IOException {
        damage(bytes -> bytes.put(512 + 3, (byte) 0xC0).putInt(512 + 20, 0x1234).putInt(512 + 24, 77));
        Track track = Volumes.track(new TrackAddress(0, 5), new Random(3), 100);
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, new VolumeFiles.Writable(path))) {
            image.write(track);
        }

        new HerculesTools(folder).checkCompressed(path);
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, path)) {
            assertThat(Volumes.track(image, track.address()))
                    .extracting(Track::records)
                    .isEqualTo(track.records());
        }
    }

    /** Why a copy of the image with this damage is refused, which is put right again. */
    private String refusal(Consumer<ByteBuffer> change) throws IOException {
        byte[] sound = Files.readAllBytes(path);
        damage(change);
        try {
            return switch (CkdImageOpening.of(new VolumeFiles.Writable(path), CkdGeometry.IBM_3390)) {
                case CkdImageOpening.Refused(String reason) -> reason;
                case CkdImageOpening.Opened(CkdImage image) -> {
                    image.close();
                    throw new AssertionError("it was opened");
                }
            };
        } finally {
            Files.write(path, sound);
        }
    }

    private void damage(Consumer<ByteBuffer> change) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(bytes);
        Files.write(path, Octets.of(bytes, 0, bytes.limit()).toArray());
    }
}
