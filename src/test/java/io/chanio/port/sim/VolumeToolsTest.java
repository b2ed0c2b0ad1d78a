package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.port.sim.dasd.Disks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/**
 * What channel programs write to a volume, the tools of Debian's {@code hercules} package read: a dataset with other
 * content, and a new one with its entry in the VTOC. Without the package nothing is checked, and the run says so.
 */
class VolumeToolsTest {

    private static final Charset EBCDIC = Charset.forName("IBM037");
    private static final int CC = Ccw.CHAIN_COMMAND;
    private static final int SLI = Ccw.SUPPRESS_LENGTH_INDICATION;
    private static final String DATASET = "QUAL.SEQ.FB";
    private static final String NEW_DATASET = "CHANIO.WRITTEN";
    private static final int BLOCK = 1024;
    private static final int NAME_LENGTH = 44;
    private static final int ENTRY_DATA_LENGTH = 96;
    /** In the data of an entry, which begin behind its key: the last block, and the first extent. */
    private static final int LAST_BLOCK_OFFSET = 98 - NAME_LENGTH;

    private static final int EXTENT_OFFSET = 105 - NAME_LENGTH;
    private static final int TOOL_SECONDS = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path image;

    /** Standard output is where people look whether it ran. */
    @SuppressWarnings("SystemOut")
    @BeforeEach
    void unpack() throws IOException {
        boolean installed = isInstalled("dasdls") && isInstalled("dasdseq");
        if (!installed) {
            System.out.println("NOT CHECKED: dasdls and dasdseq did not read what was written; install 'hercules'");
        }
        Assumptions.assumeTrue(installed, "the package 'hercules' is not installed");
        image = folder.resolve("volume.ckd");
        try (InputStream packed =
                        Files.newInputStream(Path.of("src", "test", "resources", "volumes", "qual01.3390.ckd.xz"));
                InputStream plain = new XZInputStream(packed)) {
            Files.copy(plain, image);
        }
    }

    private static boolean isInstalled(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }

    @Test
    void theyReadADatasetThatWasUpdated() throws Exception {
        byte[] before = read(DATASET);
        Octets firstBlock = text("BLOCK ONE, AS A CHANNEL PROGRAM WROTE IT", BLOCK);
        try (Bench bench = disk()) {
            String track = firstTrack(bench, DATASET);

            wellEnded(
                    bench,
                    ccw(0x63, CC, "c0c00000" + "00000000" + "00000000" + "0002000e"),
                    ccw(0x47, CC, "01800001" + track + track + "01" + "00" + "0400"),
                    new Step(0x85, 0, firstBlock));
        }
        byte[] after = read(DATASET);

        assertThat(after).hasSameSizeAs(before);
        assertThat(Octets.of(after).first(BLOCK)).isEqualTo(firstBlock);
        assertThat(Octets.of(after).slice(BLOCK, after.length))
                .isEqualTo(Octets.of(before).slice(BLOCK, before.length));
    }

    @Test
    void theyReadADatasetThatWasMade() throws Exception {
        Octets content = text("WHAT WAS NOT THERE BEFORE", BLOCK).concat(text("A SECOND BLOCK", BLOCK));
        try (Bench bench = disk()) {
            format(bench, content);
            enter(bench);
        }

        assertThat(run("dasdls", "-info", image.toString()))
                .contains(NEW_DATASET)
                .contains(DATASET);
        assertThat(Octets.of(read(NEW_DATASET))).isEqualTo(content);
    }

    /** Two blocks and the end of the file on the last track of the volume. */
    private static void format(Bench bench, Octets content) {
        String track = "0002000e";
        wellEnded(
                bench,
                ccw(0x07, CC, "0000" + track),
                ccw(0x31, CC, track + "00"),
                Step.TIC_BACK,
                new Step(0x1D, CC, hex(track + "01" + "00" + "0400").concat(content.first(BLOCK))),
                new Step(0x1D, CC, hex(track + "02" + "00" + "0400").concat(content.slice(BLOCK, 2 * BLOCK))),
                ccw(0x1D, 0, track + "03" + "00" + "0000"));
    }

    /** An entry like that of another dataset, in the place of the first free one. */
    private static void enter(Bench bench) {
        Octets model = entry(bench, DATASET);
        byte[] data = model.slice(NAME_LENGTH, model.length()).toArray();
        hex("0002000e0002000e").copyTo(ByteBuffer.wrap(data), EXTENT_OFFSET + 2);
        hex("000002").copyTo(ByteBuffer.wrap(data), LAST_BLOCK_OFFSET);
        Octets entry = text(NEW_DATASET, NAME_LENGTH).concat(Octets.of(data));
        Step free = new Step(0x29, CC, Octets.zeros(NAME_LENGTH));
        List<Octets> read = wellEnded(
                bench,
                ccw(0x07, CC, "0000" + vtocTrack(bench)),
                new Step(0x12, CC | SLI, Octets.zeros(8)),
                free,
                Step.ticTo(1),
                new Step(0x06, SLI, Octets.zeros(ENTRY_DATA_LENGTH)));
        Octets count = read.get(1);
        wellEnded(
                bench,
                ccw(0x07, CC, "0000" + vtocTrack(bench)),
                ccw(0x31, CC, count.first(5).toHex()),
                Step.TIC_BACK,
                new Step(0x0D, 0, entry));
    }

    /** CCHH of the VTOC's first track, as the label says. */
    private static String vtocTrack(Bench bench) {
        List<Octets> read = wellEnded(
                bench,
                ccw(0x07, CC, "000000000000"),
                ccw(0x31, CC, "0000000003"),
                Step.TIC_BACK,
                new Step(0x06, SLI, Octets.zeros(80)));
        return read.get(3).slice(11, 15).toHex();
    }

    /** Key and data of a dataset's entry. */
    private static Octets entry(Bench bench, String name) {
        List<Octets> read = wellEnded(
                bench,
                ccw(0x07, CC, "0000" + vtocTrack(bench)),
                new Step(0xA9, CC, text(name, NAME_LENGTH)),
                Step.TIC_BACK,
                new Step(0x06, SLI, Octets.zeros(ENTRY_DATA_LENGTH)));
        return text(name, NAME_LENGTH).concat(read.get(3));
    }

    /** CCHH where the dataset begins. */
    private static String firstTrack(Bench bench, String name) {
        Octets entry = entry(bench, name);
        int at = NAME_LENGTH + EXTENT_OFFSET + 2;
        return entry.slice(at, at + 4).toHex();
    }

    /**
     * A CCW with the bytes of its buffer.
     *
     * @param target of a TIC; -1 for the CCW before it
     */
    private record Step(int command, int flags, Octets data, int target) {

        static final Step TIC_BACK = ticTo(-1);

        Step(int command, int flags, Octets data) {
            this(command, flags, data, 0);
        }

        static Step ticTo(int target) {
            return new Step(Ccw.TIC, 0, Octets.EMPTY, target);
        }
    }

    private static Step ccw(int command, int flags, String data) {
        return new Step(command, flags, hex(data));
    }

    /** Runs the program, which has to end well; what is in each buffer then. */
    private static List<Octets> wellEnded(Bench bench, Step... steps) {
        Ccw[] ccws = new Ccw[steps.length];
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            if (step.command() == Ccw.TIC) {
                ccws[i] = Bench.tic(step.target() < 0 ? i - 1 : step.target());
            } else {
                ccws[i] = Bench.ccw(i, step.command(), step.flags(), step.data().length());
                bench.put(Bench.buffer(i), step.data());
            }
        }
        String line = Bench.line(bench.run(ccws));
        assertThat(line).as("end of the program").matches("00c040[01]7 [04]c 00 .*");
        List<Octets> buffers = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            buffers.add(bench.at(Bench.buffer(i), steps[i].data().length()));
        }
        return buffers;
    }

    private Bench disk() {
        TopologySubchannel wanted = TopologySubchannel.of(Bench.SUBCHANNEL, DeviceNumber.parse("0.0.0120"), "3390")
                .withImage(image.toString())
                .withWritableImage();
        return switch (new Disks().make(wanted)) {
            case DeviceMaking.Made(Device device) -> Bench.of(device);
            case DeviceMaking.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    /** What {@code dasdseq} finds in the dataset; it puts it into the folder where it runs. */
    private byte[] read(String dataset) throws Exception {
        run("dasdseq", image.toString(), dataset);
        Path copy = folder.resolve(dataset);
        byte[] bytes = Files.readAllBytes(copy);
        Files.delete(copy);
        return bytes;
    }

    private String run(String... command) throws Exception {
        Path log = folder.resolve("log");
        Process tool = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)).isTrue();
        return Files.readString(log);
    }

    private static Octets text(String text, int length) {
        return Octets.of((text + " ".repeat(length - text.length())).getBytes(EBCDIC));
    }

    private static Octets hex(String text) {
        return Octets.ofHex(text);
    }
}
