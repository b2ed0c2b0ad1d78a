package io.chanio.operation.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.operation.dasd.VolumeLabel.RecordAddress;
import io.chanio.operation.dasd.Vtoc.Dataset;
import io.chanio.operation.dasd.Vtoc.Extent;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels and tables of contents of volumes that other tools made, held against what those tools list. */
class EckdVtocTest {

    private static final int NAME_END = 44;
    private static final Pattern COLUMNS = Pattern.compile(" +");

    @ParameterizedTest
    @CsvSource({"qual01.3390.ckd,QUAL01", "qual02.3380.ckd,QUAL02", "qual04.3390.empty.ckd,QUAL04"})
    void readsTheLabel(String name, String serial) {
        VolumeLabel label = new RecordedVolume(name).runner().result(new EckdVolumeLabel());

        assertThat(label.volumeSerial()).isEqualTo(serial);
        assertThat(label.owner()).isEqualTo("HERCULES");
    }

    @Test
    void theLabelNamesTheVtoc() {
        assertThat(new RecordedVolume("qual01.3390.ckd")
                        .runner()
                        .result(new EckdVolumeLabel())
                        .vtoc())
                .isEqualTo(new RecordAddress(0, 1, 1));
    }

    @Test
    void aVolumeWithoutALabelSaysSo() {
        RecordedVolume raw = new RecordedVolume("qual08.3390.raw.ckd");

        assertThat(raw.runner().refusal(new EckdVolumeLabel())).contains("no label");
        assertThat(raw.runner().refusal(new EckdVtoc())).contains("no label");
    }

    @Test
    void aVolumeWithoutAVtocSaysSo() {
        assertThat(new RecordedVolume("qual04.3390.empty.ckd").runner().refusal(new EckdVtoc()))
                .contains("QUAL04", "no VTOC", "0/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qual01.3390.ckd", "qual02.3380.ckd"})
    void listsExactlyTheDatasetsThatDasdlsLists(String name) {
        List<String> expected = RecordedVolume.lines(name + ".dasdls.txt").stream()
                .skip(1)
                .map(String::strip)
                .toList();

        assertThat(vtoc(name).datasets()).extracting(Dataset::name).containsExactlyElementsOf(expected);
        assertThat(expected).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qual01.3390.ckd"})
    void describesEachDatasetAsDasdlsDoes(String name) {
        List<String> described = vtoc(name).datasets().stream()
                .map(dataset -> "%s %s %s %d %d %d"
                        .formatted(
                                dataset.name(),
                                dataset.organisation(),
                                dataset.recordFormat(),
                                dataset.recordLength(),
                                dataset.blockSize(),
                                tracks(dataset)))
                .toList();
        List<String> expected = RecordedVolume.lines(name + ".dasdls-info.txt").stream()
                .skip(2)
                .map(EckdVtocTest::withoutUse)
                .toList();

        assertThat(described).containsExactlyElementsOf(expected).hasSize(7);
    }

    @Test
    void givesTheExtents() {
        assertThat(vtoc("qual01.3390.ckd").datasets().get(0).extents())
                .containsExactly(new Extent(new TrackAddress(0, 3), new TrackAddress(0, 5)));
    }

    private static Vtoc vtoc(String name) {
        return new RecordedVolume(name).runner().result(new EckdVtoc());
    }

    private static int tracks(Dataset dataset) {
        return dataset.extents().stream()
                .mapToInt(extent -> (extent.end().cylinder() - extent.begin().cylinder()) * 15
                        + extent.end().head()
                        - extent.begin().head()
                        + 1)
                .sum();
    }

    /** Name, organisation, record format, record length, block size, tracks. */
    private static String withoutUse(String line) {
        List<String> columns =
                COLUMNS.splitAsStream(line.substring(NAME_END).strip()).toList();
        return String.join(
                " ",
                line.substring(0, NAME_END).strip(),
                columns.get(1),
                columns.get(2),
                columns.get(3),
                columns.get(4),
                columns.get(6));
    }
}
