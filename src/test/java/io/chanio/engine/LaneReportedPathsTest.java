package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ChannelPaths;
import io.chanio.css.Crw;
import io.chanio.port.Irq;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel report does to the paths that are shown while the SCHIB stays as it is. */
class LaneReportedPathsTest {

    private static final int CHANNEL_PATH = 0x0400_0000;
    private static final int GONE = CHANNEL_PATH | 0x0006_0000;
    private static final int BACK = CHANNEL_PATH | 0x0002_0000;
    private static final int OVERFLOW = 0x2000_0000;

    private final ScriptedPort port = new ScriptedPort();
    private LaneBed bed;
    private int chpid;

    @BeforeEach
    void knowsItsPath() {
        bed = LaneBed.over(port.answerSchib());
        report(CHANNEL_PATH);
        chpid = paths().getFirst().chpid();
        assertThat(available()).contains(true).doesNotContain(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void aPathInPermanentErrorIsNotAvailable(int recovery) {
        report(CHANNEL_PATH | recovery << 16 | chpid);

        assertThat(available().getFirst()).isFalse();
        assertThat(available().stream().skip(1)).doesNotContain(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aPathThatWasInitializedIsBack(int recovery) {
        report(GONE | chpid);

        report(CHANNEL_PATH | recovery << 16 | chpid);

        assertThat(available()).doesNotContain(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 8, 10, 63})
    void noOtherReportChangesIt(int recovery) {
        report(CHANNEL_PATH | recovery << 16 | chpid);
        assertThat(available()).doesNotContain(false);

        report(GONE | chpid);
        report(CHANNEL_PATH | recovery << 16 | chpid);
        assertThat(available().getFirst()).isFalse();
    }

    @Test
    void theReportOfAnotherPathOrFacilityChangesNothing() {
        report(GONE | chpid + 0x10);
        report(0x0306_0000 | chpid);
        assertThat(available()).doesNotContain(false);

        report(GONE | chpid);
        report(BACK | chpid + 0x10);
        assertThat(available().getFirst()).isFalse();
    }

    @Test
    void whereReportsWereLostTheSchibCountsAgain() {
        report(GONE | chpid);

        report(OVERFLOW | CHANNEL_PATH);

        assertThat(available()).doesNotContain(false);
    }

    private void report(int word) {
        port.report(new Crw(word));
        bed.signal(Irq.CRW);
    }

    private List<ChannelPaths.ChannelPath> paths() {
        return bed.lane.view().paths().orElseThrow().paths();
    }

    private List<Boolean> available() {
        return paths().stream().map(ChannelPaths.ChannelPath::available).toList();
    }
}
