package io.chanio.port.sim.dasd;

import static io.chanio.port.sim.dasd.DeviceBench.DONE;
import static io.chanio.port.sim.dasd.DeviceBench.HIT;
import static io.chanio.port.sim.dasd.DeviceBench.UNIT_EXCEPTION;
import static io.chanio.port.sim.dasd.DeviceBench.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.port.sim.DeviceAnswer;
import io.chanio.port.sim.dasd.DeviceBench.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each family of commands, on the volume qual01: track 0/0 holds IPL1, IPL2 and the label, 0/1 the VTOC. */
class EckdDiskTest {

    private static final Step SEEK_LABELS = step(0x07, "000000000000");
    private static final Step SEEK_TABLE = step(0x07, "000000000001");
    private static final Step EXTENT = step(0x63, "40c0000000000000000000000002000e");
    private static final Step WRITABLE_EXTENT = step(0x63, "c0c0000000000000000000000002000e");
    private static final Step LOCATE_LABEL = step(0x47, "06800001000000000000000003000050");
    private static final String VOL1 = "e5d6d3f1";

    @SuppressWarnings("NullAway.Init")
    private DeviceBench bench;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        bench = DeviceBench.ofQual01(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void saysWhoItIs() {
        assertThat(bench.last(step(0xE4)).data().toHex()).isEqualTo("ff2107e83390020040fa010041270004423e01a0433e0008");
        assertThat(bench.last(step(0x64)).data().toHex())
                .isEqualTo("2107e8339002528010b720260003000fe000e5a205940222130906740000000000000000"
                        + "0000000026261f02dfee0001067708000000480000ff000000000003");
        assertThat(bench.last(step(0xFA)).data().length()).isEqualTo(256);
        assertThat(bench.last(step(0x54)).data().first(3).toHex()).isEqualTo("00211f");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(bench.refusal(step(0xFF))).isEqualTo("8000/01");
        assertThat(bench.refusal(step(0x17))).isEqualTo("8000/01");
    }

    @Test
    void senseDataAreOwedOnce() {
        bench.last(step(0xFF));

        assertThat(bench.last(step(0x04)).data().at(0)).isEqualTo(0x80);
        assertThat(bench.last(step(0x04)).data().at(0)).isZero();
    }

    @Test
    void senseDataSayWhereTheArmStands() {
        bench.last(step(0x07, "00000001000b"));

        Octets sense = bench.last(step(0x04)).data();

        assertThat(sense.slice(5, 7).toHex()).isEqualTo("010b");
        assertThat(sense.slice(27, 32).toHex()).isEqualTo("800000010b");
    }

    @Test
    void seeksOnlyToTracksThatItHas() {
        assertThat(bench.last(SEEK_LABELS).unitStatus()).isEqualTo(DONE);
        assertThat(bench.refusal(step(0x07, "000000030000"))).isEqualTo("8000/04");
        assertThat(bench.refusal(step(0x07, "00000000000f"))).isEqualTo("8000/04");
        assertThat(bench.refusal(step(0x07, "00000000"))).isEqualTo("8000/03");
        assertThat(bench.refusal(step(0x1B, "000000000001"))).isEqualTo("8000/02");
    }

    @Test
    void theFileMaskBoundsSeeks() {
        assertThat(bench.refusal(step(0x1F, "58"), SEEK_TABLE)).isEqualTo("0004/00");
        assertThat(bench.refusal(step(0x1F, "20"))).isEqualTo("8000/04");
        assertThat(bench.refusal(step(0x1F, "00"), step(0x1F, "00"))).isEqualTo("8000/02");
    }

    @Test
    void theExtentBoundsSeeks() {
        assertThat(bench.refusal(step(0x63, "40c00000000000000000000000000005"), step(0x07, "000000010000")))
                .isEqualTo("0004/00");
    }

    @Test
    void searchesFindTheRecordThatTheNextCommandReads() {
        List<DeviceAnswer> answers =
                bench.chain(SEEK_LABELS, step(0x31, "0000000001"), step(0x31, "0000000001"), step(0x06));

        assertThat(answers.get(1).unitStatus()).isEqualTo(DONE);
        assertThat(answers.get(2).unitStatus()).isEqualTo(HIT);
        assertThat(answers.get(3).data().length()).isEqualTo(24);
    }

    @Test
    void searchesEndAtTheSecondIndex() {
        Step[] steps = new Step[12];
        Arrays.fill(steps, step(0x31, "0000000063"));
        steps[0] = SEEK_LABELS;

        assertThat(bench.chain(steps)).hasSize(1 + 2 * 4 + 1);
        assertThat(bench.refusal(steps)).isEqualTo("0008/00");
    }

    @Test
    void searchesComparePartsAndOrder() {
        assertThat(bench.last(SEEK_LABELS, step(0x71, "0000000000")).unitStatus())
                .isEqualTo(HIT);
        assertThat(bench.last(SEEK_LABELS, step(0x51, "0000000000")).unitStatus())
                .isEqualTo(DONE);
        assertThat(bench.last(SEEK_LABELS, step(0x29, "c9d7d3")).unitStatus()).isEqualTo(HIT);
        assertThat(bench.last(SEEK_TABLE, step(0x39, "00000001")).unitStatus()).isEqualTo(HIT);
        assertThat(bench.last(SEEK_TABLE, step(0x39, "00000000")).unitStatus()).isEqualTo(DONE);
    }

    @Test
    void searchesAndReadsNeedAPosition() {
        assertThat(bench.refusal(step(0x31, "0000000001"))).isEqualTo("8000/22");
        assertThat(bench.refusal(step(0x06))).isEqualTo("8000/22");
    }

    @Test
    void readsRecordAfterRecordAndBeginsAnewAtTheIndex() {
        List<DeviceAnswer> answers =
                bench.chain(SEEK_LABELS, step(0x12), step(0x12), step(0x12), step(0x12), step(0x1A), step(0x16));

        assertThat(answers.get(1).data().toHex()).isEqualTo("0000000001040018");
        assertThat(answers.get(3).data().toHex()).isEqualTo("0000000003040050");
        assertThat(answers.get(4).data().toHex()).isEqualTo("0000000001040018");
        assertThat(answers.get(5).data().toHex()).isEqualTo("0000000000");
        assertThat(answers.get(6).data().toHex()).isEqualTo("00000000000000080000000000000000");
    }

    @Test
    void aMultitrackReadGoesOnToTheNextTrackOfTheCylinder() {
        assertThat(bench.last(SEEK_LABELS, step(0x9A)).data().toHex()).isEqualTo("0000000001");
        assertThat(bench.refusal(step(0x07, "00000000000e"), step(0x9A))).isEqualTo("0020/00");
    }

    @Test
    void anEndOfFileRecordIsAUnitException() {
        // The fourth track holds a dataset of ten blocks at most; its last record is empty.
        Step[] steps = new Step[30];
        Arrays.fill(steps, step(0x06));
        steps[0] = step(0x07, "000000000003");

        assertThat(bench.last(steps).unitStatus()).isEqualTo(UNIT_EXCEPTION);
    }

    @Test
    void readMultipleEndsWithTheTrackAndReadTrackWithItsMark() {
        Octets multiple = bench.last(SEEK_LABELS, step(0x5E)).data();
        Octets track = bench.last(EXTENT, step(0x47, "0c000001000000000000000000000000"), step(0xDE))
                .data();

        assertThat(multiple.length()).isEqualTo(3 * 8 + 3 * 4 + 24 + 144 + 80);
        assertThat(track).isEqualTo(multiple.concat(Octets.ofHex("ffffffffffffffff")));
    }

    @Test
    void readTrackStandsOnlyRightAfterItsLocate() {
        assertThat(bench.refusal(SEEK_LABELS, step(0xDE))).isEqualTo("8000/02");
        assertThat(bench.refusal(EXTENT, LOCATE_LABEL, step(0xDE))).isEqualTo("8000/02");
    }

    @Test
    void locatesTheLabel() {
        assertThat(bench.last(EXTENT, LOCATE_LABEL, step(0x06)).data().first(4).toHex())
                .isEqualTo(VOL1);
    }

    @Test
    void aLocateChecksItsParameters() {
        assertThat(bench.refusal(LOCATE_LABEL)).isEqualTo("8000/02");
        assertThat(bench.refusal(EXTENT, step(0x47, "0680"))).isEqualTo("8000/03");
        assertThat(bench.refusal(EXTENT, step(0x47, "07000001000000000000000003000000")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(EXTENT, step(0x47, "06000000000000000000000003000000")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(EXTENT, step(0x47, "06000001000300000003000003000000")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(EXTENT, step(0x47, "06000001000000000000000003f00000")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(EXTENT, step(0x47, "06000001000000000000000063000000")))
                .isEqualTo("0008/00");
    }

    @Test
    void anExtentChecksItsParameters() {
        assertThat(bench.refusal(step(0x63, "40c0"))).isEqualTo("8000/03");
        assertThat(bench.refusal(step(0x63, "4000000000000000000000000002000e")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(step(0x63, "60c0000000000000000000000002000e")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(step(0x63, "40c00000000000000000000000030000")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(step(0x63, "40c00000000000000001000000000005")))
                .isEqualTo("8000/04");
        assertThat(bench.refusal(EXTENT, step(0x63, "00c0000000000000000000000002000e")))
                .isEqualTo("8000/02");
    }

    @Test
    void aChainThatLeavesItsDomainEarlyIsRefusedWithItsData() {
        Step locateTwo = step(0x47, "06800002000000000000000003000050");

        DeviceAnswer answer = bench.last(EXTENT, locateTwo, step(0x06));

        assertThat(answer.unitStatus()).isEqualTo(DeviceBench.UNIT_CHECK);
        assertThat(answer.data().first(4).toHex()).isEqualTo(VOL1);
        assertThat(bench.device.takeSense().first(2).toHex()).isEqualTo("8100");
    }

    @Test
    void readsATracksetOfTheExtendedLocate() {
        Step locate = step(0x4B, "3f000002000000000000000000000000000e0001a0");

        List<DeviceAnswer> answers = bench.chain(EXTENT, locate, step(0xDE), step(0xDE));

        assertThat(answers.get(2).data().first(4).toHex()).isEqualTo("00000000");
        assertThat(answers.get(3).data().first(4).toHex()).isEqualTo("00000002");
    }

    @Test
    void aPrefixDefinesAndLocates() {
        String extent = "40c0000000000000000000000002000e" + "00".repeat(16);
        String locate = "0680000100000000000000000300005000000000";

        Step prefix = step(0xE7, "01800000" + "00".repeat(8), extent, locate);

        assertThat(bench.last(prefix, step(0x86)).data().first(4).toHex()).isEqualTo(VOL1);
        assertThat(bench.refusal(step(0xE7, "01800000"))).isEqualTo("8000/03");
    }

    @Test
    void readIplBeginsAVolume() {
        assertThat(bench.last(step(0x02)).data().toHex()).isEqualTo("000600000000000f03000000000000010000000000000000");
        assertThat(bench.refusal(EXTENT, step(0x02))).isEqualTo("8000/02");
    }

    @Test
    void writesToAVolumeForReadingAreInhibitedOnceTheyPassTheUsualChecks() {
        Step search = step(0x31, "0000000000");

        assertThat(bench.refusal(step(0x05, "c1"))).isEqualTo("8000/02");
        assertThat(bench.refusal(SEEK_LABELS, search, step(0x05, "c1"))).isEqualTo("1002/10");
        assertThat(bench.refusal(SEEK_LABELS, search, step(0x1D, "0000000001000001c1")))
                .isEqualTo("1002/10");
        assertThat(bench.refusal(SEEK_LABELS, search, step(0x1D, "000000000100fde8")))
                .isEqualTo("0040/00");
    }

    @Test
    void aLocateThatAnnouncesWritesToAVolumeForReadingIsRefused() {
        assertThat(bench.refusal(WRITABLE_EXTENT, step(0x47, "01800001000000000000000003000050")))
                .isEqualTo("1002/04");
        assertThat(bench.refusal(EXTENT, step(0x47, "03000001000000000000000003000000")))
                .isEqualTo("1002/04");
        assertThat(bench.refusal(WRITABLE_EXTENT, step(0x4B, "3f800001000000000000000003000050000900010100")))
                .isEqualTo("1002/04");
    }

    @Test
    void aReservationShowsInThePathGroupState() {
        bench.last(step(0xB4));
        assertThat(bench.last(step(0x34)).data().at(0)).isEqualTo(0x30);

        bench.last(step(0x94));
        assertThat(bench.last(step(0x34)).data().at(0)).isZero();
    }

    @Test
    void keepsOnePathGroupUntilItIsDisbanded() {
        String group = "8000000026230001020304";

        assertThat(bench.last(step(0xAF, "00", group)).unitStatus()).isEqualTo(DONE);
        assertThat(bench.refusal(step(0xAF, "00", group.replace("8", "9")))).isEqualTo("8000/04");
        assertThat(bench.last(step(0x34)).data().toHex()).isEqualTo("00" + group);
        assertThat(bench.last(step(0xAF, "20", group)).unitStatus()).isEqualTo(DONE);
        assertThat(bench.last(step(0x34)).data()).isEqualTo(Octets.zeros(12));
    }

    @Test
    void keepsTheGroupOfEachPathApartAndDisbandsThemTogether() {
        String group = "8000000026230001020304";
        String other = group.replace("8", "9");
        for (int path : new int[] {0, 1, 2}) {
            assertThat(bench.over(path).last(step(0x34)).data()).isEqualTo(Octets.zeros(12));
        }
        bench.over(0).last(step(0xAF, "00", group));
        bench.over(1).last(step(0xAF, "00", group));
        bench.over(2).last(step(0xAF, "00", group));
        bench.over(3).last(step(0xAF, "00", other));

        bench.over(2).last(step(0xAF, "40", group));
        assertThat(bench.over(2).read(step(0x34))).isEqualTo("00".repeat(12));
        assertThat(bench.over(0).read(step(0x34))).isEqualTo("00" + group);
        assertThat(bench.over(0).read(step(0x44))).contains(group);

        bench.over(2).last(step(0xAF, "20", group));
        assertThat(bench.over(1).read(step(0x34))).isEqualTo("00" + group);
        bench.over(0).last(step(0xAF, "20", group));
        assertThat(bench.over(1).read(step(0x34))).isEqualTo("00".repeat(12));
        assertThat(bench.over(3).read(step(0x34))).isEqualTo("00" + other);
    }

    @Test
    void subsystemDataFollowTheFunctionThatPreparesThem() {
        Step prepare = step(0x27, "180000000000410000000000");

        assertThat(bench.last(prepare, step(0x3E)).data()).isEqualTo(Octets.zeros(256));
        assertThat(bench.refusal(prepare, step(0x03))).isEqualTo("8000/02");
        assertThat(bench.refusal(step(0x3E))).isEqualTo("8000/02");
        assertThat(bench.refusal(step(0x27, "180000000000420000000000"))).isEqualTo("8000/04");
    }
}
