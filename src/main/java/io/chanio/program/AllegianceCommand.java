package io.chanio.program;

import io.chanio.css.DeviceClass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The commands that change to whom a disk is reserved. All of them transfer sense bytes, so they look like a sense.
 *
 * <p>A reservation belongs to the channel path that it came over, unless the path is one of a group; RELEASE gives it back
 * over that path alone. UNCONDITIONAL RESERVE ends whatever reservation or allegiance there is and reserves to the path that
 * it came over. RESET ALLEGIANCE ends what others hold and reserves nothing.
 *
 * @see "SA22-1025 3990/3390 Reference, Device Reserve, Unconditional Reserve, Device Release, Reset Allegiance"
 * @see "linux drivers/s390/block/dasd_eckd.c: dasd_eckd_reserve, dasd_eckd_steal_lock, dasd_eckd_release"
 */
public enum AllegianceCommand {
    RESERVE(0xB4),
    UNCONDITIONAL_RESERVE(0x14),
    RELEASE(0x94),
    RESET_ALLEGIANCE(0x44);

    private final int code;

    AllegianceCommand(int code) {
        this.code = code;
    }

    /** One of a program's CCWs. */
    public record Placed(int ccw, AllegianceCommand command) {}

    public int code() {
        return code;
    }

    public boolean reserves() {
        return switch (this) {
            case RESERVE, UNCONDITIONAL_RESERVE -> true;
            case RELEASE, RESET_ALLEGIANCE -> false;
        };
    }

    /** Those in a program, in its order. A device whose class is not known yet may be a disk. */
    public static List<Placed> in(ChannelProgram program, DeviceClass deviceClass) {
        List<ProgramCcw> ccws = program.ccws();
        // Nearly every program has none, and each is looked at.
        if (!isReservable(deviceClass) || ccws.stream().noneMatch(ccw -> isCoded(ccw.command()))) {
            return List.of();
        }
        DataChains chains = new DataChains(ccws);
        return IntStream.range(0, ccws.size())
                .filter(index -> !chains.continues(index))
                .boxed()
                .flatMap(index -> coded(ccws.get(index).command()).map(command -> new Placed(index, command)).stream())
                .toList();
    }

    private static boolean isReservable(DeviceClass deviceClass) {
        return switch (deviceClass) {
            case ECKD, CKD, FBA, UNKNOWN -> true;
            case TAPE, TERMINAL_3270, UNIT_RECORD, CONSOLE -> false;
        };
    }

    private static boolean isCoded(int code) {
        return code == RESERVE.code
                || code == UNCONDITIONAL_RESERVE.code
                || code == RELEASE.code
                || code == RESET_ALLEGIANCE.code;
    }

    private static Optional<AllegianceCommand> coded(int code) {
        return Arrays.stream(values()).filter(command -> command.code == code).findFirst();
    }
}
