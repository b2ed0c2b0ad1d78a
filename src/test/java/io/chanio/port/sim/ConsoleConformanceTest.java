package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.SubchannelPort;
import io.chanio.port.sim.console.Console3215;
import io.chanio.port.sim.console.Consoles;
import io.chanio.port.sim.console.PatientOperator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the simulated console to what the real Linux driver answered, and shows what no recorded program asked. */
class ConsoleConformanceTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "conformance");
    private static final ArenaPlacement PLACEMENT =
            new ArenaPlacement(ConformanceProgram.ARENA_ADDRESS, ConformanceProgram.ARENA_LENGTH);
    private static final int RECORDED_PROGRAMS = 11;
    private static final int READ_INQUIRY = 0x0A;

    private final PatientOperator operator = new PatientOperator();

    @Test
    void answersEveryRecordedProgramAsTheRealDriverDid() throws IOException {
        ConformanceTally tally = new ConformanceTally(
                "con", ConformanceSet.lines(FOLDER.resolve("golden-other/con.cases.0.0.0009.jsonl")));
        TopologySubchannel wanted =
                TopologySubchannel.of(SubchannelId.parse("0.0.0009"), DeviceNumber.parse("0.0.0009"), Consoles.NAME);
        try (SimulatedChannelSubsystem subsystem = new SimulatedChannelSubsystem(
                        new Topology(List.of(wanted)),
                        List.of(new Consoles(number -> operator)),
                        Native.load(),
                        PLACEMENT,
                        () -> Instant.EPOCH);
                SubchannelPort port = Bench.open(subsystem)) {
            run(tally, new ConformanceRun(subsystem, port));
        }
        tally.report();

        assertThat(tally.cases()).isEqualTo(RECORDED_PROGRAMS);
        assertThat(tally.troubles()).isEmpty();
        assertThat(tally.differences()).isEmpty();
        assertThat(operator.seen()).containsExactly("HELLO FROM VFIO-CCW", "HELLO AGAIN|", "!");
    }

    private static void run(ConformanceTally tally, ConformanceRun run) throws IOException {
        for (ConformanceProgram step : ConformanceProgram.in(ConformanceSet.lines(FOLDER.resolve("cases/con.cases")))) {
            if (step instanceof ConformanceProgram.Program program) {
                tally.compare(
                        program.name(),
                        run.run(program),
                        (golden, found) -> ConformanceAnswers.fromGolden(
                                program.lines(), golden, found, ConformanceAnswers.Strictness.WHOLE));
            }
        }
    }

    @Test
    void readsWhatTheOperatorTypedBehindAnAttention() {
        try (Bench bench = Bench.of(new Console3215(operator))) {
            operator.type("LOGON");
            bench.faults.presentUnsolicited(DeviceStatus.of(DeviceStatus.Bit.ATTENTION));
            bench.subsystem.runReady();
            assertThat(bench.irb().scsw().statusAndCount() >>> 24).isEqualTo(DeviceStatus.Bit.ATTENTION.mask());

            Irb read = bench.run(ccw(0, READ_INQUIRY, Ccw.SUPPRESS_LENGTH_INDICATION, 150));

            assertThat(line(read)).isEqualTo("00c04007 0c 00 145 1");
            assertThat(bench.at(Bench.buffer(0), 5)).isEqualTo(Octets.ofHex("d3d6c7d6d5"));
        }
    }

    @Test
    void asksForInterventionWhereNothingWasTyped() {
        try (Bench bench = Bench.of(new Console3215(operator))) {
            Irb read = bench.run(ccw(0, READ_INQUIRY, Ccw.SUPPRESS_LENGTH_INDICATION, 150));

            assertThat(line(read)).isEqualTo("00c24017 02 00 150 1");
            assertThat(read.concurrentSense().orElseThrow().at(0)).isEqualTo(0x40);
        }
    }
}
