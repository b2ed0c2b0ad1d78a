package io.chanio.operation.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.operation.RecipeRunner;
import io.chanio.operation.dasd.Vtoc.Dataset;
import io.chanio.operation.dasd.Vtoc.Extent;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions that no recorded volume has: continued ones, large volumes, all organisations. */
class DscbTest {

    private static final Charset EBCDIC = Charset.forName("IBM037");

    @Test
    void extentsGoOnInFormat3() {
        Dataset dataset =
                only(first(0xF1, extents(0, 3), 2), continuation(extents(3, 13), 3), continuation(extents(16, 2), 0));

        assertThat(dataset.extents())
                .containsExactlyElementsOf(
                        IntStream.range(0, 18).mapToObj(DscbTest::extent).toList());
    }

    @Test
    void formats8And9StandForFormat1() {
        Octets format9 = Octets.of(0x09)
                .concat(Octets.zeros(43))
                .concat(Octets.of(0xF9))
                .concat(Octets.zeros(90))
                .concat(pointer(3));

        Dataset dataset = only(first(0xF8, extents(0, 3), 2), format9, continuation(extents(3, 1), 0));

        assertThat(dataset.extents()).hasSize(4).endsWith(extent(3));
    }

    @Test
    void aLoopOfContinuationsEnds() {
        Dataset dataset = only(first(0xF1, extents(0, 1), 2), continuation(extents(1, 1), 2));

        assertThat(dataset.extents()).startsWith(extent(0), extent(1)).hasSizeLessThan(20);
    }

    @Test
    void extentsOfLargeVolumesHaveTheirCylindersHighBitsBesideTheHead() {
        Octets large = Octets.ofHex("0100" + "11700013" + "1170001e");

        assertThat(only(first(0xF1, large.concat(Octets.zeros(20)), 0)).extents())
                .containsExactly(new Extent(new TrackAddress(70_000, 3), new TrackAddress(70_000, 14)));
    }

    @ParameterizedTest
    @CsvSource({
        "4000,PS",
        "4100,PSU",
        "8000,IS",
        "2000,DA",
        "0200,PO",
        "0300,POU",
        "0008,VS",
        "0000,UNKNOWN",
        "0100,UNKNOWN"
    })
    void namesOrganisations(String bits, String name) {
        assertThat(DatasetAttributes.organisation(Integer.parseInt(bits, 16))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "80,F",
        "90,FB",
        "98,FBS",
        "94,FBA",
        "92,FBM",
        "40,V",
        "50,VB",
        "58,VBS",
        "c0,U",
        "60,VT",
        "c4,UA",
        "00,UNKNOWN"
    })
    void namesRecordFormats(String bits, String name) {
        assertThat(DatasetAttributes.recordFormat(Integer.parseInt(bits, 16))).isEqualTo(name);
    }

    @Test
    void aDatasetWithoutExtentsHasNone() {
        assertThat(only(first(0xF1, extents(0, 0), 0)).extents()).isEmpty();
    }

    @Test
    void aContinuationThatIsNotThereEndsTheDescription() {
        assertThat(only(first(0xF1, extents(0, 3), 9)).extents()).hasSize(3);
    }

    /** Backwards, elsewhere, behind the last head, too long: none may have the disk read far and wide. */
    @ParameterizedTest
    @ValueSource(strings = {"0000000100000000", "ea600000ea60000e", "000000010000000f", "000000010fff000e"})
    void aVtocWhoseExtentIsDamagedIsRefused(String extent) {
        assertThat(volume(extent).refusal(new EckdVtoc())).contains("VTOC of volume TEST01", "from 0/1 on");
    }

    /** The dataset on a volume whose VTOC is track 0/1 with these blocks from record 2 on. */
    private static Dataset only(Octets... blocks) {
        List<Dataset> datasets =
                volume("0000000100000001", blocks).result(new EckdVtoc()).datasets();
        assertThat(datasets).extracting(Dataset::name).containsExactly("A.B");
        return datasets.get(0);
    }

    /** A volume whose label says that the VTOC is at 0/1, and whose format-4 block says {@code extent}. */
    private static RecipeRunner volume(String extent, Octets... blocks) {
        Octets format4 = Octets.of(new byte[44])
                .concat(Octets.of(0xF4))
                .concat(Octets.zeros(60))
                .concat(Octets.ofHex("0100" + extent))
                .concat(Octets.zeros(25));
        Octets vtoc = record(1, 44, format4);
        for (int index = 0; index < blocks.length; index++) {
            vtoc = vtoc.concat(record(index + 2, 44, blocks[index]));
        }
        Octets label = Octets.of("VOL1TEST01".getBytes(EBCDIC))
                .concat(Octets.of(0, 0, 0, 0, 1, 1))
                .concat(Octets.zeros(64));
        Map<Octets, Octets> tracks = Map.of(
                Octets.ofHex("00000000"),
                        ended(record(3, 4, Octets.of("VOL1".getBytes(EBCDIC)).concat(label))),
                Octets.ofHex("00000001"), ended(vtoc));
        return new RecipeRunner(DeviceClass.ECKD, program -> track(tracks, program));
    }

    private static Octets track(Map<Octets, Octets> tracks, ChannelProgram program) {
        if (program.ccws().get(1).operand() instanceof Operand.Data(Octets locate)) {
            return tracks.getOrDefault(locate.slice(4, 8), Octets.EMPTY);
        }
        throw new AssertionError(program);
    }

    private static Octets first(int format, Octets extents, int next) {
        return Octets.of("%-44s".formatted("A.B").getBytes(EBCDIC))
                .concat(Octets.of(format))
                .concat(Octets.zeros(60))
                .concat(extents)
                .concat(pointer(next));
    }

    private static Octets continuation(Octets extents, int next) {
        Octets padded = extents.concat(Octets.zeros(130 - extents.length()));
        return Octets.of(3, 3, 3, 3)
                .concat(padded.first(40))
                .concat(Octets.of(0xF3))
                .concat(padded.slice(40, 130))
                .concat(pointer(next));
    }

    private static Octets pointer(int record) {
        return Octets.of(0, 0, 0, record == 0 ? 0 : 1, record == 0 ? 0 : record + 1);
    }

    private static Octets extents(int from, int count) {
        Octets extents = Octets.EMPTY;
        for (int number = from; number < from + count; number++) {
            extents = extents.concat(Octets.of(1, number, 0, number, 0, 0, 0, number, 0, 14));
        }
        return extents.concat(Octets.zeros(Math.max(0, 30 - extents.length())));
    }

    private static Extent extent(int number) {
        return new Extent(new TrackAddress(number, 0), new TrackAddress(number, 14));
    }

    private static Octets record(int number, int keyLength, Octets keyAndData) {
        int dataLength = keyAndData.length() - keyLength;
        return Octets.of(0, 0, 0, number == 3 && keyLength == 4 ? 0 : 1, number, keyLength, dataLength >> 8, dataLength)
                .concat(keyAndData);
    }

    private static Octets ended(Octets records) {
        return records.concat(Octets.ofHex("ffffffffffffffff"));
    }
}
