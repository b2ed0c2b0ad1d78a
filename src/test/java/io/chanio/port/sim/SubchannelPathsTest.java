package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.PathMask;
import io.chanio.css.Pmcw;
import io.chanio.port.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four paths to one device: which of them a start takes, and what the subchannel shows of them. */
class SubchannelPathsTest {

    private static final Ccw NOP = ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1);
    private static final PathMask ALL_FOUR = new PathMask(0xF0);

    private final ScriptedDevice device = new ScriptedDevice();
    private final Bench bench = Bench.of(device, wanted -> wanted.withPaths(4));

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"F0, 80", "FF, 80", "00, 80", "70, 40", "30, 20", "10, 10", "1F, 10"})
    void takesTheLeftmostPathThatTheMaskAllows(String mask, String used) {
        PathMask expected = new PathMask(Integer.parseInt(used, 16));

        assertThat(bench.run(orb().withLogicalPaths(new PathMask(Integer.parseInt(mask, 16))), NOP)
                        .esw()
                        .lastPathUsed())
                .isEqualTo(expected);
        assertThat(bench.schib().pmcw().lastPathUsed()).isEqualTo(expected);
        assertThat(device.paths()).containsExactly(expected);
    }

    @Test
    void refusesAMaskOfPathsThatAreNotInstalledAndKeepsTheOthers() {
        assertThat(bench.start(orb().withLogicalPaths(new PathMask(0x0F)), NOP)).isEqualTo(Errno.EACCES.asAnswer());

        assertThat(line(bench.run(NOP))).isEqualTo("00c04007 0c 00 1 1");
    }

    @Test
    void goesRoundAPathThatIsGoneAndComesBackToIt() {
        bench.faults.losePath(0);
        bench.faults.losePath(2);

        Pmcw without = bench.schib().pmcw();
        assertThat(without.installedPaths()).isEqualTo(ALL_FOUR);
        assertThat(without.availablePaths()).isEqualTo(new PathMask(0x50));
        assertThat(without.pathsNotOperational()).isEqualTo(new PathMask(0xA0));
        assertThat(pathOf(PathMask.NONE)).isEqualTo(PathMask.ofPath(1));
        assertThat(pathOf(new PathMask(0xB0))).isEqualTo(PathMask.ofPath(3));

        bench.faults.restorePath(0);
        assertThat(pathOf(PathMask.NONE)).isEqualTo(PathMask.ofPath(0));
        assertThat(bench.schib().pmcw().availablePaths()).isEqualTo(new PathMask(0xD0));
    }

    /** After condition code 3 the driver leaves out all that the start named, until a report brings a path back. */
    @Test
    void takesAPathThatRefusedIntoTheDriversMaskAgainOnlyOnceItIsReported() {
        bench.faults.losePath(0);
        assertThat(bench.start(orb().withLogicalPaths(PathMask.ofPath(0)), NOP)).isEqualTo(Errno.EACCES.asAnswer());

        assertThat(pathOf(PathMask.NONE)).isEqualTo(PathMask.ofPath(1));
        bench.faults.losePath(1);
        bench.faults.losePath(2);
        bench.faults.losePath(3);
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.ENODEV.asAnswer());

        bench.faults.restorePath(3);
        assertThat(pathOf(PathMask.NONE)).isEqualTo(PathMask.ofPath(3));
    }

    private PathMask pathOf(PathMask mask) {
        return bench.run(orb().withLogicalPaths(mask), NOP).esw().lastPathUsed();
    }
}
