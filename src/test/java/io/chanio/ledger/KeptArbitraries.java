package io.chanio.ledger;

import io.chanio.css.CcwFormat;
import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SenseData;
import io.chanio.css.SubchannelId;
import io.chanio.css.SubchannelStatus;
import io.chanio.engine.CcwData;
import io.chanio.engine.ControlFunction;
import io.chanio.engine.GatheredStatus;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Sense;
import io.chanio.engine.Work;
import io.chanio.operation.ConfigurationData;
import io.chanio.operation.DeviceCharacteristics;
import io.chanio.operation.PathGroup;
import io.chanio.operation.PathTests;
import io.chanio.operation.dasd.ReservationAnswer;
import io.chanio.operation.dasd.Track;
import io.chanio.operation.dasd.TrackAddress;
import io.chanio.operation.dasd.VolumeLabel;
import io.chanio.operation.dasd.Vtoc;
import io.chanio.port.Backend;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.OrbOptions;
import io.chanio.program.ProgramCcw;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Jobs of every kind, out of a seed. */
final class KeptArbitraries {

    static final DeviceIdentity IDENTITY = new DeviceIdentity(
            0x3990, 0xE9, 0x3390, 0x0A, List.of(new DeviceIdentity.CommandInformation(0, 0xFA, 256)));

    private static final int FEW = 4;
    private static final int HEADS = 15;
    private static final int BYTES_MAX = 300;

    private KeptArbitraries() {}

    static Arbitrary<Kept> jobs() {
        return seeds().map(seed -> new Making(seed).kept());
    }

    static Arbitrary<IdempotencyKey> keys() {
        return seeds().map(seed -> new Making(seed).key());
    }

    static Arbitrary<Instant> instants() {
        return seeds().map(seed -> new Making(seed).instant());
    }

    static Kept plain() {
        return new Making(1).kept();
    }

    static Kept withResult(String operation, Object result) {
        Making making = new Making(1);
        Work work = new Work.RunNamed(operation, Map.of(), new Effect(false, true));
        return making.kept(work, Optional.of(result));
    }

    /** What is made of results here, by operation. */
    static Map<String, Class<?>> resultTypes() {
        Map<String, Class<?>> types = new HashMap<>();
        results()
                .forEach((operation, making) ->
                        types.put(operation, making.apply(new Making(1)).getClass()));
        return types;
    }

    private static Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    private static Map<String, Function<Making, Object>> results() {
        Map<String, Function<Making, Object>> results = new LinkedHashMap<>();
        results.put("sense-id", making -> making.chance() ? IDENTITY : new DeviceIdentity(0x3215, 0, 0, 0, List.of()));
        results.put("sense", making -> new SenseData(making.octets()));
        results.put(
                "read-device-characteristics",
                making -> new DeviceCharacteristics(
                        making.octets(),
                        making.maybeNumber(),
                        making.maybeNumber(),
                        making.maybeNumber(),
                        making.maybeNumber()));
        results.put(
                "read-configuration-data",
                making -> new ConfigurationData(making.octets(), making.few(Making::element)));
        results.put(
                "eckd-read-track", making -> new Track(making.number(), making.number(), making.few(Making::record)));
        results.put(
                "eckd-volume-label",
                making -> new VolumeLabel(
                        making.text(),
                        making.text(),
                        new VolumeLabel.RecordAddress(making.number(), making.number(), making.number())));
        results.put("eckd-vtoc", making -> new Vtoc(making.few(Making::dataset)));
        results.put("test-paths", making -> new PathTests(making.few(Making::pathTest)));
        results.put(
                "sense-path-group-id",
                making -> new PathGroup(
                        making.oneOf(PathGroup.State.values()),
                        making.oneOf(PathGroup.Reservation.values()),
                        making.oneOf(PathGroup.Mode.values()),
                        making.octets(),
                        making.octets()));
        for (String name : List.of("eckd-reserve", "eckd-release", "eckd-unconditional-reserve")) {
            results.put(name, making -> new ReservationAnswer(making.path(), new SenseData(making.octets())));
        }
        return results;
    }

    /** Draws one job's values. */
    private static final class Making {

        private final RandomGenerator random;

        Making(long seed) {
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        }

        Kept kept() {
            List<Map.Entry<String, Function<Making, Object>>> operations =
                    List.copyOf(results().entrySet());
            Map.Entry<String, Function<Making, Object>> operation = operations.get(random.nextInt(operations.size()));
            Work work =
                    switch (random.nextInt(FEW)) {
                        case 0 -> new Work.RunProgram(program(), effect());
                        case 1 -> new Work.RunFunction(oneOf(ControlFunction.values()));
                        default -> new Work.RunNamed(operation.getKey(), parameters(), effect());
                    };
            Optional<Object> result = work instanceof Work.RunNamed && chance()
                    ? Optional.of(operation.getValue().apply(this))
                    : Optional.empty();
            return kept(work, result);
        }

        Kept kept(Work work, Optional<Object> result) {
            JobRequest request = new JobRequest(
                    new JobId(new UUID(random.nextLong(), random.nextLong())),
                    new SubchannelId(random.nextInt(4), random.nextInt(0x1_0000)),
                    work,
                    duration(),
                    maybe(Making::text));
            Job job = new Job(
                    request,
                    oneOf(Backend.values()),
                    oneOf(JobState.values()),
                    instant(),
                    maybe(Making::instant),
                    maybe(Making::instant),
                    number(),
                    maybe(Making::instant),
                    maybe(Making::outcome),
                    maybe(Making::programResult),
                    result,
                    maybe(Making::duration));
            return new Kept(
                    new JobRecord(job, random.nextLong(Long.MAX_VALUE), chance()),
                    oneOf(Keeping.values()),
                    maybe(Making::key));
        }

        IdempotencyKey key() {
            return new IdempotencyKey(text(), text(), text(), octets());
        }

        Instant instant() {
            return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        }

        boolean chance() {
            return random.nextBoolean();
        }

        int number() {
            return random.nextInt(0x1_0000);
        }

        OptionalInt maybeNumber() {
            return chance() ? OptionalInt.of(number()) : OptionalInt.empty();
        }

        Octets octets() {
            byte[] bytes = new byte[random.nextInt(BYTES_MAX)];
            random.nextBytes(bytes);
            return Octets.of(bytes);
        }

        String text() {
            return IntStream.range(0, random.nextInt(20))
                    .mapToObj(i -> Character.toString(random.nextInt(1, 0xD7FF)))
                    .reduce("", String::concat);
        }

        <T> List<T> few(Function<Making, T> making) {
            return IntStream.range(0, random.nextInt(FEW))
                    .mapToObj(i -> making.apply(this))
                    .toList();
        }

        ConfigurationData.Element element() {
            return new ConfigurationData.Element(
                    oneOf(ConfigurationData.Kind.values()),
                    number(),
                    octets(),
                    maybe(making -> new ConfigurationData.Node(text(), text(), text(), text(), text())));
        }

        PathMask path() {
            return PathMask.ofPath(random.nextInt(PathMask.PATHS));
        }

        PathTests.PathTest pathTest() {
            return new PathTests.PathTest(path(), number(), maybe(making -> oneOf(Outcome.Kind.values())), text());
        }

        Track.TrackRecord record() {
            return new Track.TrackRecord(
                    number(), number(), number(), number(), number(), maybe(Making::octets), maybe(Making::octets));
        }

        Vtoc.Dataset dataset() {
            return new Vtoc.Dataset(
                    text(), text(), text(), number(), number(), few(making -> new Vtoc.Extent(track(), track())));
        }

        private TrackAddress track() {
            return new TrackAddress(number(), random.nextInt(HEADS));
        }

        private Duration duration() {
            return Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
        }

        private Effect effect() {
            return new Effect(chance(), chance());
        }

        private Map<String, Object> parameters() {
            Map<String, Object> parameters = new HashMap<>();
            few(making -> parameters.put(text(), number()));
            parameters.put("long", 1L + Integer.MAX_VALUE + number());
            parameters.put("huge", BigInteger.TWO.pow(70).add(BigInteger.valueOf(number())));
            return parameters;
        }

        private ChannelProgram program() {
            return new ChannelProgram(
                    few(Making::ccw),
                    new OrbOptions(oneOf(CcwFormat.values()), new PathMask(random.nextInt(0x100)), chance()));
        }

        private ProgramCcw ccw() {
            Operand operand =
                    switch (random.nextInt(FEW)) {
                        case 0 -> new Operand.Data(octets());
                        case 1 -> new Operand.Count(number());
                        case 2 -> new Operand.Target(number());
                        default -> new Operand.None();
                    };
            return chance()
                    ? ProgramCcw.of(random.nextInt(0x100), operand, CcwFlag.SLI, CcwFlag.CD)
                    : new ProgramCcw(random.nextInt(0x100), operand, Set.of(oneOf(CcwFlag.values())), chance());
        }

        private Outcome outcome() {
            return new Outcome(oneOf(Outcome.Kind.values()), text(), maybeNumber());
        }

        private ProgramResult programResult() {
            return new ProgramResult(
                    program(),
                    oneOf(DeviceClass.values()),
                    outcome(),
                    maybe(making -> new GatheredStatus(
                            new DeviceStatus(random.nextInt(0x100)),
                            new SubchannelStatus(random.nextInt(0x100)),
                            maybeNumber(),
                            maybeNumber())),
                    maybe(Making::irb),
                    maybe(making -> new Sense(oneOf(Sense.Source.values()), octets())),
                    few(making -> new CcwData(
                            number(), number(), oneOf(CcwData.Transferred.values()), maybeNumber(), octets())));
        }

        private Irb irb() {
            byte[] bytes = new byte[Irb.LENGTH];
            random.nextBytes(bytes);
            return Irb.decode(ByteBuffer.wrap(bytes), 0);
        }

        private <T> Optional<T> maybe(Function<Making, T> making) {
            return chance() ? Optional.of(making.apply(this)) : Optional.empty();
        }

        private <T> T oneOf(T[] values) {
            return values[random.nextInt(values.length)];
        }
    }
}
