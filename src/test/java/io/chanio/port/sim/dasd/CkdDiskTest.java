package io.chanio.port.sim.dasd;

import static io.chanio.port.sim.dasd.DeviceBench.DONE;
import static io.chanio.port.sim.dasd.DeviceBench.HIT;
import static io.chanio.port.sim.dasd.DeviceBench.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.port.sim.dasd.DeviceBench.Step;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a 3350 does otherwise than later disks, on the volume qual03, whose cylinder 2 holds nothing but R0. */
class CkdDiskTest {

    private static final Step SEEK = step(0x07, "000000020000");
    private static final Step SEARCH_R0 = step(0x31, "0002000000");
    private static final Step SEARCH_R1 = step(0x31, "0002000001");
    /** The search compares with R0 first, and misses. */
    private static final Step PASS_R0 = SEARCH_R1;

    @SuppressWarnings("NullAway.Init")
    private DeviceBench bench;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        bench = DeviceBench.ofWritableQual03(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void saysWhoItIsInSevenBytes() {
        assertThat(bench.read(step(0xE4))).isEqualTo("ff383002335000");
    }

    @Test
    void itsSenseDataAre24BytesWithTheDriveAsABit() {
        bench.last(step(0x07, "00000001001d"));
        bench.last(step(0x64));

        Octets sense = bench.device.takeSense();

        assertThat(sense.length()).isEqualTo(24);
        assertThat(sense.first(8).toHex()).isEqualTo("8000000040011d01");
    }

    @Test
    void knowsNothingOfExtentsPathGroupsAndSubsystems() {
        for (int code : new int[] {0x63, 0x47, 0x4B, 0xE7, 0x64, 0xFA, 0x34, 0xAF, 0x54, 0x27, 0x14, 0x44, 0x5B}) {
            assertThat(bench.refusal(step(code))).as("%02x", code).isEqualTo("8000/01");
        }
        for (int code : new int[] {0x3E, 0x85, 0x8D, 0x9D, 0xDE}) {
            assertThat(bench.refusal(step(code))).as("%02x", code).isEqualTo("8000/02");
        }
    }

    @Test
    void theArmStaysWhereTheLastChainLeftIt() {
        assertThat(bench.read(step(0x1A))).isEqualTo("0000000000");
        assertThat(bench.last(step(0x07, "000000000005")).unitStatus()).isEqualTo(DONE);
        assertThat(bench.read(step(0x1A))).isEqualTo("0000000005");
        assertThat(bench.last(step(0x31, "0000000500")).unitStatus()).isEqualTo(HIT);
        assertThat(bench.last(step(0x1B, "000000000007")).unitStatus()).isEqualTo(DONE);
        assertThat(bench.read(step(0x1A))).isEqualTo("0000000007");
        assertThat(bench.last(step(0x13)).unitStatus()).isEqualTo(DONE);
        assertThat(bench.read(step(0x1A))).isEqualTo("0000000000");
        assertThat(bench.refusal(step(0x1F, "18"), step(0x13))).isEqualTo("0004/00");
    }

    @Test
    void hasThirtyTracksACylinder() {
        assertThat(bench.last(step(0x07, "00000002001d")).unitStatus()).isEqualTo(DONE);
        assertThat(bench.refusal(step(0x07, "00000002001d"), step(0x9A))).isEqualTo("0020/00");
        assertThat(bench.refusal(step(0x07, "00000002001e"))).isEqualTo("8000/04");
    }

    @Test
    void readingTheIplRecordOpensNoDomain() {
        assertThat(bench.read(step(0x02), SEEK, step(0x16))).isEqualTo("0002000000000008" + "00".repeat(8));
    }

    @Test
    void aRecordMayGoOnWithTheNextTrack() {
        overflow();

        assertThat(bench.read(SEEK, PASS_R0, SEARCH_R1, step(0x06))).isEqualTo("d1d2d3d4" + "e1e2");
        assertThat(bench.read(SEEK, step(0x12))).isEqualTo("0002000001020004");
        assertThat(bench.read(SEEK, step(0x1E))).isEqualTo("0002000001020004" + "c1c2" + "d1d2d3d4" + "e1e2");
        assertThat(bench.read(SEEK, step(0x0E))).isEqualTo("c1c2" + "d1d2d3d4" + "e1e2");
        assertThat(bench.read(SEEK, step(0x5E))).isEqualTo("8002000001020004" + "c1c2" + "d1d2d3d4");
    }

    @Test
    void aRecordOverTwoTracksIsWrittenOnBoth() {
        overflow();

        assertThat(bench.last(SEEK, PASS_R0, SEARCH_R1, step(0x05, "f1f2f3f4f5"))
                        .unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.read(SEEK, PASS_R0, SEARCH_R1, step(0x06))).isEqualTo("f1f2f3f4f500");
        assertThat(bench.read(step(0x07, "000000020001"), step(0x5E))).isEqualTo("0002000101000002" + "f500");
    }

    @Test
    void aRecordCanNotGoOnBehindTheCylinder() {
        Step seek = step(0x07, "00000002001d");
        bench.last(seek, step(0x31, "0002001d00"), step(0x01, "0002001d01000002", "d1d2"));

        assertThat(bench.refusal(seek, step(0x06))).isEqualTo("0021/00");
        assertThat(bench.refusal(step(0x1F, "18"))).isEqualTo("status 0c");
        bench.last(seek, step(0x06));
        assertThat(bench.device.takeSense().at(3)).isEqualTo(6);
        bench.last(seek, step(0x31, "0002001d01"), step(0x31, "0002001d01"), step(0x05, "d1"));
        assertThat(bench.device.takeSense().at(3)).isEqualTo(5);
    }

    private void overflow() {
        bench.last(SEEK, SEARCH_R0, step(0x01, "0002000001020004", "c1c2", "d1d2d3d4"));
        bench.last(step(0x07, "000000020001"), step(0x31, "0002000100"), step(0x1D, "0002000101000002", "e1e2"));
    }
}
