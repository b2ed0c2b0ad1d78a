package io.chanio.program;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The commands of card readers (3505), card punches (3525) and printers (1403): each consumes a card or a line. */
final class UnitRecordCommands {

    private static final int CARRIAGE_CHANNELS = 12;
    private static final int CARRIAGE_CHANNEL_STEP = 0x08;
    private static final int WRITE_AND_SKIP = 0x81;
    private static final int SKIP = 0x83;

    /** X'01' is a printer's write without spacing and a punch's write into the first stacker. */
    private static final List<Command> SIMPLE = List.of(
            Command.of("READ", 0x02, CommandRule.CHANGES),
            Command.of("WRITE", 0x01, CommandRule.CHANGES),
            Command.of("WRITE_STACKER_2", 0x41, CommandRule.CHANGES),
            Command.of("WRITE_SPACE_1", 0x09, CommandRule.CHANGES),
            Command.of("WRITE_SPACE_2", 0x11, CommandRule.CHANGES),
            Command.of("WRITE_SPACE_3", 0x19, CommandRule.CHANGES),
            Command.of("SPACE_1", 0x0B, CommandRule.CHANGES),
            Command.of("SPACE_2", 0x13, CommandRule.CHANGES),
            Command.of("SPACE_3", 0x1B, CommandRule.CHANGES),
            Command.of("WRITE_STACKER_3", 0x81, CommandRule.CHANGES));

    static final List<Command> ALL = Stream.of(
                    SIMPLE.stream(),
                    ofChannels(channel -> skipping("WRITE_SKIP_", WRITE_AND_SKIP, channel)),
                    ofChannels(channel -> skipping("SKIP_", SKIP, channel)))
            .flatMap(commands -> commands)
            .toList();

    private UnitRecordCommands() {}

    private static Stream<Command> ofChannels(IntFunction<Command> command) {
        return IntStream.rangeClosed(1, CARRIAGE_CHANNELS).mapToObj(command);
    }

    private static Command skipping(String name, int base, int channel) {
        return Command.of(name + channel, base + channel * CARRIAGE_CHANNEL_STEP, CommandRule.CHANGES);
    }
}
