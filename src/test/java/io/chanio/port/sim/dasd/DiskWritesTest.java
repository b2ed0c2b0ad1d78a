package io.chanio.port.sim.dasd;

import static io.chanio.port.sim.dasd.DeviceBench.DONE;
import static io.chanio.port.sim.dasd.DeviceBench.UNIT_EXCEPTION;
import static io.chanio.port.sim.dasd.DeviceBench.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.port.sim.DeviceAnswer;
import io.chanio.port.sim.dasd.DeviceBench.Step;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each write, on cylinder 2 of the volume qual01, whose tracks hold nothing but R0. */
class DiskWritesTest {

    private static final Step SEEK = step(0x07, "000000020000");
    private static final Step SEARCH_R0 = step(0x31, "0002000000");
    private static final Step SEARCH_R1 = step(0x31, "0002000001");
    /** The search compares with R0 first, and misses. */
    private static final Step PASS_R0 = SEARCH_R1;

    private static final Step MULTIPLE = step(0x5E);
    private static final Step EXTENT = step(0x63, "c0c0000000000000000200000002000e");
    /** A key of four bytes, eight bytes of data. */
    private static final String R1 = "0002000001040008" + "a1a2a3a4" + "b1b2b3b4b5b6b7b8";

    private static final String R2 = "0002000002000004" + "c1c2c3c4";

    @SuppressWarnings("NullAway.Init")
    private DeviceBench bench;

    @BeforeEach
    void format(@TempDir Path folder) throws IOException {
        bench = DeviceBench.ofWritableQual01(folder);
        bench.last(SEEK, SEARCH_R0, step(0x1D, R1), step(0x1D, R2));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void formatsRecordsOneBehindTheOther() {
        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo(R1 + R2);
    }

    @Test
    void aNewRecordErasesWhatStoodBehindIt() {
        assertThat(bench.last(SEEK, SEARCH_R0, step(0x1D, R2)).unitStatus()).isEqualTo(DONE);

        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo(R2);
    }

    @Test
    void updatesDataAndFillsUpWithZeros() {
        DeviceAnswer answer = bench.last(SEEK, PASS_R0, SEARCH_R1, step(0x05, "d1d2"));

        assertThat(answer.accepted()).isEqualTo(8);
        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo("0002000001040008" + "a1a2a3a4" + "d1d2000000000000" + R2);
    }

    @Test
    void updatesKeyAndData() {
        bench.last(SEEK, PASS_R0, SEARCH_R1, step(0x0D, "e1e2e3e4", "f1"));

        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo("0002000001040008" + "e1e2e3e4" + "f100000000000000" + R2);
    }

    @Test
    void aSearchedKeyLeavesTheDataToBeWritten() {
        bench.last(SEEK, step(0x29, "a1a2a3a4"), step(0x05, "d1d2d3d4d5d6d7d8"));

        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo("0002000001040008" + "a1a2a3a4" + "d1d2d3d4d5d6d7d8" + R2);
        assertThat(bench.refusal(SEEK, step(0x29, "a1a2a3a4"), step(0x0D, "d1")))
                .isEqualTo("8000/02");
    }

    @Test
    void oneSearchIsForOneWrite() {
        assertThat(bench.refusal(SEEK, step(0x05, "d1"))).isEqualTo("8000/02");
        assertThat(bench.refusal(SEEK, PASS_R0, SEARCH_R1, step(0x05, "d1"), step(0x05, "d1")))
                .isEqualTo("8000/02");
        assertThat(bench.refusal(SEEK, step(0x71, "0002000001"), step(0x71, "0002000001"), step(0x05, "d1")))
                .isEqualTo("8000/02");
        assertThat(bench.refusal(SEEK, PASS_R0, SEARCH_R1, SEEK, step(0x1D, R2)))
                .isEqualTo("8000/02");
    }

    @Test
    void anEndOfFileRecordStaysOne() {
        bench.last(SEEK, SEARCH_R0, step(0x1D, "0002000001000000"));

        assertThat(bench.last(SEEK, PASS_R0, SEARCH_R1, step(0x05, "d1")).unitStatus())
                .isEqualTo(UNIT_EXCEPTION);
        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo("0002000001000000");
    }

    @Test
    void erasesTheRestOfATrack() {
        assertThat(bench.last(SEEK, PASS_R0, SEARCH_R1, step(0x11, "0002000002000004"))
                        .accepted())
                .isEqualTo(12);

        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo(R1);
        assertThat(bench.refusal(SEEK, PASS_R0, SEARCH_R1, step(0x11, "000200000200ffff")))
                .isEqualTo("0040/00");
    }

    @Test
    void aRecordThatIsTooBigForTheTrackLeavesItAsItWas() {
        assertThat(bench.refusal(SEEK, SEARCH_R0, step(0x1D, "000200000100fde8")))
                .isEqualTo("0040/00");

        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo(R1 + R2);
    }

    @Test
    void theFileMaskSaysWhatMayBeWritten() {
        assertThat(bench.refusal(step(0x1F, "40"), SEEK, PASS_R0, SEARCH_R1, step(0x05, "d1")))
                .isEqualTo("8000/02");
        assertThat(bench.refusal(step(0x1F, "80"), SEEK, PASS_R0, SEARCH_R1, step(0x1D, R2)))
                .isEqualTo("8000/02");
        assertThat(bench.last(step(0x1F, "80"), SEEK, PASS_R0, SEARCH_R1, step(0x05, "d1"))
                        .unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.refusal(SEEK, step(0x39, "00020000"), step(0x15, "0002000000000008")))
                .isEqualTo("8000/02");
        assertThat(bench.refusal(SEEK, step(0x19, "0000020000"))).isEqualTo("0004/00");
    }

    @Test
    void recordZeroFollowsTheHomeAddress() {
        String r0 = "0002000000000008" + "0102030405060708";

        assertThat(bench.last(step(0x1F, "c0"), SEEK, step(0x39, "00020000"), step(0x15, r0), step(0x1D, R2))
                        .unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.read(SEEK, step(0x16))).isEqualTo(r0);
        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo(R2);
        assertThat(bench.last(step(0x1F, "c0"), SEEK, step(0x19, "0000020000"), step(0x15, r0))
                        .unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.read(SEEK, MULTIPLE)).isEmpty();
    }

    @Test
    void updatesTheRecordsOfADomain() {
        Step locate = step(0x47, "01800002" + "00020000" + "0002000001" + "00" + "0008");
        bench.last(SEEK, SEARCH_R0, step(0x1D, "0002000001000008"), step(0x1D, "0002000002000008"));

        DeviceAnswer answer =
                bench.last(EXTENT, locate, step(0x85, "d1d2d3d4d5d6d7d8"), step(0x05, "e1e2e3e4e5e6e7e8"));

        assertThat(answer.unitStatus()).isEqualTo(DeviceBench.UNIT_CHECK);
        assertThat(bench.last(EXTENT, locate, step(0x85, "d1d2d3d4d5d6d7d8"), step(0x85, "e1"))
                        .unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.read(SEEK, MULTIPLE))
                .isEqualTo("0002000001000008" + "d1d2d3d4d5d6d7d8" + "0002000002000008" + "e100000000000000");
    }

    @Test
    void aDomainOfWritesHasTheLengthThatItAnnounced() {
        Step locate = step(0x47, "01800001" + "00020000" + "0002000001" + "00" + "000c");

        assertThat(bench.refusal(EXTENT, locate, step(0x05, "d1"))).isEqualTo("0040/00");
        assertThat(bench.last(EXTENT, locate, step(0x0D, "d1")).unitStatus()).isEqualTo(DONE);
        assertThat(bench.last(EXTENT, locate, step(0x8D, "d1")).unitStatus()).isEqualTo(DONE);
        assertThat(bench.refusal(step(0x63, "40c0000000000000000200000002000e"), locate, step(0x0D, "d1")))
                .isEqualTo("8000/02");
    }

    @Test
    void formatsFromTrackToTrack() {
        Step locate = step(0x47, "03000003" + "00020002" + "0002000200" + "00" + "0000");
        String first = "0002000201000002" + "d1d2";
        String second = "0002000301000002" + "e1e2";

        assertThat(bench.last(EXTENT, locate, step(0x1D, first), step(0x9D, second), step(0x9D, R2))
                        .unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.read(step(0x07, "000000020002"), MULTIPLE)).isEqualTo(first);
        assertThat(bench.read(step(0x07, "000000020003"), MULTIPLE)).isEqualTo(second);
        assertThat(bench.read(step(0x07, "000000020004"), MULTIPLE)).isEqualTo(R2);
        Step locateOne = step(0x47, "03000001" + "00020002" + "0002000200" + "00" + "0000");
        assertThat(bench.refusal(EXTENT, locateOne, step(0x9D, first))).isEqualTo("8000/02");
    }

    @Test
    void writesAWholeTrack() {
        Step locate = step(0x47, "0b800002" + "00020000" + "0002000000" + "00" + "0008");

        assertThat(bench.last(EXTENT, locate, step(0x05, "0101010101010101"), step(0x1D, R2))
                        .unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.read(SEEK, step(0x16))).isEqualTo("0002000000000008" + "0101010101010101");
        assertThat(bench.read(SEEK, MULTIPLE)).isEqualTo(R2);
    }

    @Test
    void aTrackOfNothingButRecordZeroIsErased() {
        Step locate = step(0x47, "0b800001" + "00020000" + "0002000000" + "00" + "0008");

        assertThat(bench.last(EXTENT, locate, step(0x05, "0101010101010101")).unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.read(SEEK, MULTIPLE)).isEmpty();
    }

    @Test
    void aSuffixedReadCountEndsADomainOfWrites() {
        Step locate = step(0x47, "01810002" + "00020000" + "0002000001" + "00" + "000c");

        assertThat(bench.read(EXTENT, locate, step(0x0D, "d1"), step(0x92))).isEqualTo("0002000002000004");
    }

    @Test
    void writesAnyRecordOfATrack() {
        Step locate = step(0x4B, "3f800001" + "00020000" + "0002000001" + "00" + "0008" + "00" + "09" + "0001" + "01");

        assertThat(bench.last(EXTENT, locate, step(0x85, "d1")).unitStatus()).isEqualTo(DONE);
    }

    @Test
    void whatIsWrittenIsOnTheVolumeOfTheNextOne(@TempDir Path folder) throws IOException {
        Path image = Volumes.unpack(Volumes.QUAL01, folder);
        VolumeFiles files = new VolumeFiles.Writable(image);
        try (DeviceBench writing =
                new DeviceBench(Volumes.open(CkdGeometry.IBM_3390, DasdControlUnit.IBM_2107, files))) {
            writing.last(SEEK, SEARCH_R0, step(0x1D, R1));
        }
        try (DeviceBench reading =
                new DeviceBench(Volumes.open(CkdGeometry.IBM_3390, DasdControlUnit.IBM_2107, image))) {
            assertThat(reading.read(SEEK, MULTIPLE)).isEqualTo(R1);
        }
    }
}
