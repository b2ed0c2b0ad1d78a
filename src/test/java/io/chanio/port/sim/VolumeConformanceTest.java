package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import io.chanio.port.sim.ConformanceAnswers.Difference;
import io.chanio.port.sim.dasd.Disks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds simulated disks to what the real Linux driver answered: every program of every set of a folder, which {@code
 * -Dchanio.conformance=FOLDER} names. It prints a line for each set, and for what two emulators agreed on of it; what differs
 * stands in {@code target/conformance/SET.txt}.
 */
class VolumeConformanceTest {

    private static final Path OWN_FOLDER = Path.of("src", "test", "resources", "conformance");
    private static final Path FOLDER = Optional.ofNullable(System.getProperty("chanio.conformance"))
            .map(Path::of)
            .orElse(OWN_FOLDER);
    private static final ArenaPlacement PLACEMENT =
            new ArenaPlacement(ConformanceProgram.ARENA_ADDRESS, ConformanceProgram.ARENA_LENGTH);
    private static final int OPEN_PROGRAMS_MAX = 10;

    /**
     * A program in which the recorded answer is not ours, and must not be.
     *
     * @param fields those that differ, and no others
     */
    private record LeftOpen(String set, String program, List<String> fields, String reason) {}

    private static final List<LeftOpen> LEFT_OPEN = List.of(
            new LeftOpen(
                    "async",
                    "start_loop3",
                    List.of("scsw_flags", "fctl", "cc"),
                    "the halt of a loop: recorded twice, start_loop has the answer that we give each time"),
            new LeftOpen(
                    "eckd",
                    "write_ckd_too_long",
                    List.of("residual"),
                    "a residual count together with a unit check, which says nothing: the other emulator has another"),
            new LeftOpen(
                    "fuzz3350",
                    "fz0011",
                    List.of("residual"),
                    "SET SECTOR takes one byte of five; the second emulator says so too when asked"),
            new LeftOpen(
                    "fuzz3350",
                    "fz0087",
                    List.of("scsw_flags", "stctl", "dstat", "residual", "data"),
                    "READ DATA without a seek: the emulators take the home address for a count field"));

    @Test
    void answersTheProgramsOfEverySetAsTheRealDriverDid(@TempDir Path volumes) throws IOException {
        List<ConformanceTally> tallies = new ArrayList<>();
        for (ConformanceSet set : ConformanceSet.in(FOLDER)) {
            tallies.addAll(tally(set, volumes));
        }
        for (ConformanceTally tally : tallies) {
            report(tally);
        }

        assertThat(tallies).isNotEmpty();
        assertThat(tallies)
                .allSatisfy(each ->
                        assertThat(each.troubles()).describedAs(each.line()).isEmpty());
        assertThat(tallies)
                .allSatisfy(each ->
                        assertThat(unexplained(each)).describedAs(each.line()).isEmpty());
        if (FOLDER.equals(OWN_FOLDER)) {
            assertThat(LEFT_OPEN).hasSizeLessThan(OPEN_PROGRAMS_MAX).allSatisfy(each -> assertThat(
                            differsAsListed(tallies, each))
                    .describedAs("%s still differs, and only in the fields listed", each)
                    .isTrue());
        }
    }

    /** Standard output is where the lines are looked for. */
    @SuppressWarnings("SystemOut")
    private static void report(ConformanceTally tally) throws IOException {
        System.out.println(tally.line());
        tally.report();
    }

    private static List<String> unexplained(ConformanceTally tally) {
        return tally.differences().entrySet().stream()
                .filter(each -> LEFT_OPEN.stream()
                        .noneMatch(open -> open.set().equals(tally.name())
                                && open.program().equals(each.getKey())))
                .map(each -> each.getKey() + " " + each.getValue())
                .toList();
    }

    private static boolean differsAsListed(List<ConformanceTally> tallies, LeftOpen open) {
        return tallies.stream()
                .filter(each -> each.name().equals(open.set()))
                .map(each ->
                        Optional.ofNullable(each.differencesOf(open.program())).orElse(List.of()))
                .anyMatch(each -> each.stream().map(Difference::field).toList().equals(open.fields()));
    }

    /** One for the set, and one for its consensus if it has one. */
    private static List<ConformanceTally> tally(ConformanceSet set, Path volumes) throws IOException {
        List<ConformanceTally> tallies = new ArrayList<>();
        tallies.add(new ConformanceTally(set.name(), set.goldenLines()));
        if (set.consensus().isPresent()) {
            tallies.add(new ConformanceTally(
                    set.name() + " consensus", set.linesOf(set.consensus().get())));
        }
        Disks disks = new Disks();
        if (!disks.deviceNames().contains(set.device())) {
            tallies.forEach(each -> each.notRun("no such device: " + set.device()));
            return tallies;
        }
        try (SimulatedChannelSubsystem subsystem = new SimulatedChannelSubsystem(
                new Topology(List.of(wanted(set, volumes))),
                List.of(disks),
                Native.load(),
                PLACEMENT,
                () -> Instant.EPOCH)) {
            switch (subsystem.open(subsystem.list().getFirst())) {
                case Opening.Opened(SubchannelPort port) -> run(set, tallies, subsystem, port);
                case Opening.Refused(String reason) -> tallies.forEach(each -> each.notRun(reason));
            }
        }
        return tallies;
    }

    private static TopologySubchannel wanted(ConformanceSet set, Path volumes) throws IOException {
        TopologySubchannel disk = TopologySubchannel.of(
                        SubchannelId.parse(set.subchannel()), DeviceNumber.parse(set.subchannel()), set.device())
                .withImage(set.unpackedInto(volumes).toString());
        TopologySubchannel wanted = set.controlUnit().map(disk::withControlUnit).orElse(disk);
        return set.access() == ConformanceSet.Access.WRITABLE ? wanted.withWritableImage() : wanted;
    }

    private static void run(
            ConformanceSet set,
            List<ConformanceTally> tallies,
            SimulatedChannelSubsystem subsystem,
            SubchannelPort port)
            throws IOException {
        try (port) {
            ConformanceRun run = new ConformanceRun(subsystem, port);
            ConformanceProgram.@Nullable Program latest = null;
            for (ConformanceProgram step : ConformanceProgram.in(set.caseLines())) {
                ObjectNode actual = run.run(step);
                switch (step) {
                    case ConformanceProgram.Program program -> {
                        latest = program;
                        compare(set, tallies, program, actual);
                    }
                    case ConformanceProgram.Order order
                    when order.leavesAResult() -> compareOrder(set, tallies.getFirst(), latest, actual);
                    case ConformanceProgram.Order ignored -> {
                        // A pause has no result.
                    }
                }
            }
        }
    }

    private static void compare(
            ConformanceSet set, List<ConformanceTally> tallies, ConformanceProgram.Program program, ObjectNode actual) {
        List<ConformanceProgram.Line> lines = program.lines();
        tallies.getFirst()
                .compare(
                        program.name(),
                        actual,
                        (golden, found) -> ConformanceAnswers.fromGolden(lines, golden, found, set.strictness()));
        tallies.stream()
                .skip(1)
                .forEach(each -> each.compare(
                        program.name(),
                        actual,
                        (consensus, found) -> ConformanceAnswers.fromConsensus(lines, consensus, found)));
    }

    /** The consensus of the emulators is about programs alone. */
    private static void compareOrder(
            ConformanceSet set,
            ConformanceTally tally,
            ConformanceProgram.@Nullable Program latest,
            ObjectNode actual) {
        tally.compareOrder(
                latest == null ? null : latest.name(),
                actual,
                (golden, found) -> ConformanceAnswers.fromGolden(List.of(), golden, found, set.strictness()));
    }
}
