package io.chanio.program;

import io.chanio.css.DeviceClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that a class of devices knows, by mnemonic and by code. A device may know more; those have codes alone. */
public final class CommandTable {

    private static final Map<DeviceClass, CommandTable> TABLES = Arrays.stream(DeviceClass.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), CommandTable::new));

    private final DeviceClass deviceClass;
    private final List<Command> commands;
    private final Map<String, Command> byMnemonic;
    private final Map<Integer, Command> byCode;

    private CommandTable(DeviceClass deviceClass) {
        this.deviceClass = deviceClass;
        this.commands = Stream.concat(CommonCommands.ALL.stream(), ownCommands(deviceClass).stream())
                .sorted(Comparator.comparingInt(Command::code))
                .toList();
        this.byMnemonic =
                commands.stream().collect(Collectors.toUnmodifiableMap(Command::mnemonic, Function.identity()));
        this.byCode = commands.stream().collect(Collectors.toUnmodifiableMap(Command::code, Function.identity()));
    }

    public static CommandTable of(DeviceClass deviceClass) {
        CommandTable table = TABLES.get(deviceClass);
        if (table == null) {
            throw new AssertionError("no table for " + deviceClass);
        }
        return table;
    }

    private static List<Command> ownCommands(DeviceClass deviceClass) {
        return switch (deviceClass) {
            case ECKD, CKD -> CountKeyDataCommands.ALL;
            case FBA -> FixedBlockCommands.ALL;
            case TAPE -> TapeCommands.ALL;
            case TERMINAL_3270 -> TerminalCommands.DISPLAY;
            case CONSOLE -> TerminalCommands.CONSOLE;
            case UNIT_RECORD -> UnitRecordCommands.ALL;
            case UNKNOWN -> List.of();
        };
    }

    public DeviceClass deviceClass() {
        return deviceClass;
    }

    /** All of them, by code. */
    public List<Command> commands() {
        return commands;
    }

    public Optional<Command> named(String mnemonic) {
        return Optional.ofNullable(byMnemonic.get(mnemonic));
    }

    /** @param code 0 to 255 */
    public Optional<Command> coded(int code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** A command that the class does not know may do anything, this too. */
    boolean mayPresentStatusModifier(int code) {
        return coded(code).map(Command::statusModifier).orElse(true);
    }

    CommandRule rule(int code) {
        return coded(code).map(Command::rule).orElse(CommandRule.CHANGES);
    }
}
