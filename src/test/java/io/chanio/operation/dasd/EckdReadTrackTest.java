package io.chanio.operation.dasd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.engine.Step;
import io.chanio.operation.RecipeRunner;
import io.chanio.operation.dasd.Track.TrackRecord;
import io.chanio.program.Operand;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EckdReadTrackTest {

    private static final String END = "ffffffffffffffff";
    private static final String RECORD_0 = "0002000e00000008" + "0000000000000000";

    @Test
    void readsRecordsWithAndWithoutKeyAndData() {
        Track track = answered(RECORD_0 + "0002000e01020003" + "c1c2" + "010203" + "0002000e02000000" + END);

        assertThat(track.cylinder()).isEqualTo(2);
        assertThat(track.head()).isEqualTo(14);
        assertThat(track.records())
                .containsExactly(
                        new TrackRecord(2, 14, 0, 0, 8, Optional.empty(), Optional.of(Octets.zeros(8))),
                        new TrackRecord(
                                2, 14, 1, 2, 3, Optional.of(Octets.of(0xC1, 0xC2)), Optional.of(Octets.of(1, 2, 3))),
                        new TrackRecord(2, 14, 2, 0, 0, Optional.empty(), Optional.empty()));
    }

    @Test
    void bytesBehindTheEndAreNoRecords() {
        assertThat(answered(RECORD_0 + END + RECORD_0).records()).hasSize(1);
    }

    @Test
    void aTrackWithoutItsEndIsUnusable() {
        assertThat(runner(RECORD_0).refusal(new EckdReadTrack(2, 14))).contains("2/14", "16 bytes");
        assertThat(runner("").refusal(new EckdReadTrack(2, 14))).contains("2/14");
        assertThat(runner("0002000e0100ffff" + "00").refusal(new EckdReadTrack(2, 14)))
                .contains("record 1", "65543");
    }

    @Test
    void namesTheTrackInExtentAndLocate() {
        if (new EckdReadTrack(70_000, 3).begin() instanceof Step.Run<Track>(var program, var judge)) {
            assertThat(program.ccws().get(0).operand())
                    .isEqualTo(new Operand.Data(Octets.ofHex("40c0000000000000" + "11700013" + "11700013")));
            assertThat(program.ccws().get(1).operand())
                    .isEqualTo(new Operand.Data(Octets.ofHex("4c000001" + "11700013" + "11700013" + "00000000")));
            assertThat(judge).isNotNull();
        } else {
            throw new AssertionError("begins without a program");
        }
    }

    @Test
    void refusesTracksThatNoDeviceHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EckdReadTrack(0, 15));
        assertThatIllegalArgumentException().isThrownBy(() -> new EckdReadTrack(-1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"qual01.3390.ckd", "qual02.3380.ckd"})
    void theRecordsOfEveryTrackAreTheBytesOfTheImage(String name) {
        RecordedVolume volume = new RecordedVolume(name);

        assertThat(volume.tracks()).isGreaterThanOrEqualTo(45);
        for (int number = 0; number < volume.tracks(); number++) {
            Track track = volume.runner().result(new EckdReadTrack(number / 15, number % 15));
            Octets joined = Octets.EMPTY;
            for (TrackRecord record : track.records()) {
                joined = joined.concat(encoded(record));
            }
            assertThat(joined.concat(Octets.ofHex(END)))
                    .as("track %d of %s", number, name)
                    .isEqualTo(volume.track(number).first(joined.length() + 8));
        }
    }

    private static Octets encoded(TrackRecord record) {
        return new TrackAddress(record.cylinder(), record.head())
                .encode()
                .concat(Octets.of(record.record(), record.keyLength(), record.dataLength() >> 8, record.dataLength()))
                .concat(record.key().orElse(Octets.EMPTY))
                .concat(record.data().orElse(Octets.EMPTY));
    }

    private static Track answered(String hex) {
        return runner(hex).result(new EckdReadTrack(2, 14));
    }

    private static RecipeRunner runner(String hex) {
        return new RecipeRunner(DeviceClass.ECKD, program -> Octets.ofHex(hex));
    }
}
