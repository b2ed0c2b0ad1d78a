package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.port.Arena;
import io.chanio.port.AsyncRegion;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import io.chanio.port.sim.dasd.Disks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.statistics.Statistics;
import org.tukaani.xz.XZInputStream;

/**
 * Programs of any kind on each kind of disk: all end, a loop by a clear; they store nowhere but where they name; and they
 * end with a status that the architecture has.
 */
class DiskProgramProperties {

    /** Of 64 commands each: more than any program of this test takes that has an end. */
    private static final int TURNS_MAX = 100;

    private static final int PROGRAMS_OF_DISK = 50;
    private static final byte PATTERN = (byte) 0xA5;
    private static final Set<Integer> REFUSALS = Set.of(-13, -22, -95);
    private static final int UNIT_CHECK = 0x02;
    private static final Set<Integer> UNIT_STATUSES = Set.of(0x00, 0x0C, 0x0D, 0x0E, 0x4C);
    private static final Set<Integer> SUBCHANNEL_STATUSES = Set.of(0x00, 0x10, 0x20, 0x40);
    private static final int START_FUNCTION = 4;
    private static final int CLEAR_FUNCTION = 1;
    private static final int ENDED = 0x07;
    private static final int ENDED_WITH_ALERT = 0x17;
    private static final int PENDING = 0x01;

    /** How a program ended. */
    private enum Ending {
        REFUSED,
        WELL,
        UNUSUAL,
        UNIT_CHECKED,
        CLEARED
    }

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("disks");
    }

    @AfterProperty
    void removeFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 20)
    void a3390EndsAnyProgram(@ForAll("seeds") long seed) throws IOException {
        runAll(disk("3390", "2107", "qual01.3390.ckd"), seed);
    }

    @Property(tries = 5)
    void a3390ForReadingEndsAnyProgram(@ForAll("seeds") long seed) throws IOException {
        TopologySubchannel wanted = disk("3390", "3990-6", "qual01.3390.ckd");
        runAll(
                TopologySubchannel.of(wanted.id(), wanted.deviceNumber(), wanted.device())
                        .withControlUnit("3990-6")
                        .withImage(wanted.image().orElseThrow()),
                seed);
    }

    @Property(tries = 20)
    void a3380EndsAnyProgram(@ForAll("seeds") long seed) throws IOException {
        runAll(disk("3380", "3990-6", "qual02.3380.ckd"), seed);
    }

    @Property(tries = 20)
    void a3350EndsAnyProgram(@ForAll("seeds") long seed) throws IOException {
        runAll(disk("3350", "3830", "qual03.3350.ckd"), seed);
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    private TopologySubchannel disk(String device, String controlUnit, String volume) throws IOException {
        Path image = folder.resolve(volume);
        if (Files.notExists(image)) {
            try (InputStream packed =
                            Files.newInputStream(Path.of("src", "test", "resources", "volumes", volume + ".xz"));
                    InputStream plain = new XZInputStream(packed)) {
                Files.copy(plain, image);
            }
        }
        return TopologySubchannel.of(Bench.SUBCHANNEL, DeviceNumber.parse("0.0.0120"), device)
                .withControlUnit(controlUnit)
                .withImage(image.toString())
                .withWritableImage();
    }

    /** Some programs after each other on one disk: what one leaves, the next one finds. */
    private static void runAll(TopologySubchannel wanted, long seed) {
        Random random = new Random(seed);
        Device device =
                switch (new Disks().make(wanted)) {
                    case DeviceMaking.Made(Device made) -> made;
                    case DeviceMaking.Unusable(String reason) -> throw new AssertionError(reason);
                };
        try (Bench bench = Bench.of(device)) {
            for (int i = 0; i < PROGRAMS_OF_DISK; i++) {
                RandomProgram program = RandomProgram.of(random);
                Statistics.collect(run(bench, program));
            }
        }
        Statistics.coverage(coverage -> {
            coverage.check(Ending.WELL).percentage(percent -> percent > 1);
            coverage.check(Ending.UNIT_CHECKED).percentage(percent -> percent > 1);
        });
    }

    private static Ending run(Bench bench, RandomProgram program) {
        Arena arena = bench.port.arena();
        byte[] patterns = new byte[RandomProgram.EXTENT];
        Arrays.fill(patterns, PATTERN);
        arena.memory().put(0, patterns);
        program.place(arena.memory(), Bench.BASE);
        byte[] before = contents(arena.memory());

        Ending ending = ending(bench, program);

        byte[] after = contents(arena.memory());
        BitSet storable = program.storable(Bench.BASE);
        for (int at = Arrays.mismatch(before, after); at >= 0; at = mismatchFrom(before, after, at + 1)) {
            assertThat(storable.get(at)).as("byte %x stored by%s", at, program).isTrue();
        }
        return ending;
    }

    private static int mismatchFrom(byte[] before, byte[] after, int from) {
        int found = Arrays.mismatch(before, from, before.length, after, from, after.length);
        return found < 0 ? found : found + from;
    }

    private static byte[] contents(ByteBuffer memory) {
        byte[] bytes = new byte[RandomProgram.EXTENT];
        memory.get(0, bytes);
        return bytes;
    }

    private static Ending ending(Bench bench, RandomProgram program) {
        int answer = bench.start(Bench.orb());
        if (answer != IoRegion.LENGTH) {
            assertThat(REFUSALS).as("answer to%s", program).contains(answer);
            return Ending.REFUSED;
        }
        takeTurns(bench);
        boolean endless = bench.signals(Irq.IO) == 0;
        if (endless) {
            assertThat(bench.async(AsyncRegion.CLEAR_SUBCHANNEL)).isEqualTo(AsyncRegion.LENGTH);
            takeTurns(bench);
            assertThat(bench.signals(Irq.IO))
                    .as("interruptions of a cleared%s", program)
                    .isOne();
        }
        Irb irb = bench.irb();
        return endless ? cleared(irb) : ended(irb, program);
    }

    private static void takeTurns(Bench bench) {
        for (int turn = 0; turn < TURNS_MAX && bench.subsystem.step(); turn++) {
            // The turn was taken by asking.
        }
    }

    private static Ending cleared(Irb irb) {
        assertThat(irb.scsw().control() >> 12 & 7).isEqualTo(CLEAR_FUNCTION);
        assertThat(irb.scsw().control() & 0x1F).isEqualTo(PENDING);
        return Ending.CLEARED;
    }

    private static Ending ended(Irb irb, RandomProgram program) {
        int control = irb.scsw().control();
        int unitStatus = irb.scsw().statusAndCount() >>> 24;
        int subchannelStatus = irb.scsw().statusAndCount() >>> 16 & 0xFF;
        String what = "%s of%s".formatted(irb.scsw(), program);
        assertThat(control >> 12 & 7).as(what).isEqualTo(START_FUNCTION);
        assertThat(UNIT_STATUSES).as(what).contains(unitStatus);
        assertThat(SUBCHANNEL_STATUSES).as(what).contains(subchannelStatus);
        boolean well = (unitStatus & ~0x40) == 0x0C && subchannelStatus == 0;
        assertThat(control & 0x1F).as(what).isIn(ENDED, ENDED_WITH_ALERT);
        assertThat(well || (control & 0x1F) == ENDED_WITH_ALERT).as(what).isTrue();
        int index = (irb.scsw().programAddress() - Bench.BASE) / Ccw.LENGTH;
        assertThat(index).as(what).isBetween(0, program.ccws().size() + 3);
        Octets sense = irb.concurrentSense().orElse(Octets.EMPTY);
        boolean unitCheck = (unitStatus & UNIT_CHECK) != 0;
        assertThat(!sense.isEmpty()).as(what).isEqualTo(unitCheck);
        if (unitCheck) {
            assertThat(sense.at(0) | sense.at(1)).as(what).isNotZero();
            return Ending.UNIT_CHECKED;
        }
        return well ? Ending.WELL : Ending.UNUSUAL;
    }
}
