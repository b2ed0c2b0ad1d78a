package io.chanio.port.sim;

import io.chanio.css.Ccw;
import io.chanio.css.CommandType;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.port.sim.DeviceCommand.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one copied channel program against a device: chaining, transfer in channel, counts, checks. It knows nothing of
 * functions, interruptions or regions.
 *
 * <p>Threads: under the lock of its subchannel, slice by slice.
 *
 * @see "SA22-7832 Principles of Operation, ch. 15, Execution of I/O Operations, and ch. 16, Subchannel Status"
 */
final class ChannelInterpreter {

    /** Where a program stands after a slice. */
    enum Progress {
        RUNNING,
        SUSPENDED,
        ENDED
    }

    /** Whether a unit check brings its sense data along. */
    enum SenseMode {
        CONCURRENT,
        OWED
    }

    /** Backward TICs in a row without a read or write between them; one more is a program check, as on Hercules. */
    static final int BACKWARD_TICS_MAX = 256;

    private static final int NO_OPERATION = 0x03;
    private static final int STATUS_MODIFIER = 0x40;
    private static final int BUSY = 0x10;
    private static final int UNIT_CHECK = 0x02;
    private static final int CHANNEL_END = 0x08;
    private static final int DEVICE_END = 0x04;
    private static final int COMMAND_REJECT = 0x80;
    private static final int INCORRECT_LENGTH = 0x40;
    private static final int PROGRAM_CHECK = 0x20;
    private static final int PROTECTION_CHECK = 0x10;
    /** The storage key of the pages that the driver pins. */
    private static final int ARENA_KEY = 0;

    private final Device device;
    private final ChannelStorage storage;
    private final List<CopiedChain> chains;
    private final Orb orb;
    private final PathMask path;
    private final SenseMode senseMode;
    private final DataChain data;

    private CopiedChain chain;
    private int next;
    private int backwardTics;
    private boolean first = true;
    private boolean initialStatus;
    private int addressBehind;

    private int unitStatus;
    private int subchannelStatus;
    private int residual;
    private Octets sense = Octets.EMPTY;

    /** @param path the one that the program goes over */
    ChannelInterpreter(
            Device device,
            ChannelStorage storage,
            List<CopiedChain> chains,
            Orb orb,
            PathMask path,
            SenseMode senseMode) {
        this.device = device;
        this.storage = storage;
        this.chains = chains;
        this.orb = orb;
        this.path = path;
        this.senseMode = senseMode;
        this.data = new DataChain(IdawFormat.of(orb));
        this.chain = chains.getFirst();
        this.addressBehind = chain.address();
    }

    /** Carries out at most {@code commands} commands. */
    Progress run(int commands) {
        Progress progress = Progress.RUNNING;
        for (int done = 0; done < commands && progress == Progress.RUNNING; done++) {
            progress = runCommand();
        }
        return progress;
    }

    /** How it ended; before that, where it stands. */
    ChannelResult result() {
        return new ChannelResult(unitStatus, subchannelStatus, residual, addressBehind, sense, initialStatus);
    }

    private Progress runCommand() {
        if (first) {
            device.startChain(path);
        }
        unitStatus = 0;
        Ccw ccw = fetch();
        if (ccw == null || !valid(ccw)) {
            return programCheck();
        }
        if (ccw.has(Ccw.SUSPEND)) {
            return suspend(ccw);
        }
        initialStatus |= ccw.command() != NO_OPERATION;
        data.begin(link(ccw));
        int brokenAt = ccw.command() == NO_OPERATION ? 0 : gather();
        execute(ccw);
        first = false;
        if (brokenAt != 0 && data.exhausted() && subchannelStatus == 0) {
            addressBehind = brokenAt;
            subchannelStatus = PROGRAM_CHECK;
        }
        return chained();
    }

    /**
     * Whether the program goes on, and the skip that status modifier asks for. The channel waits for a device end that
     * comes later before it goes on, which takes no time here.
     */
    private Progress chained() {
        boolean ended = subchannelStatus != 0 || (unitStatus & ~(STATUS_MODIFIER | DEVICE_END)) != CHANNEL_END;
        if (ended || !data.last().ccw().has(Ccw.CHAIN_COMMAND)) {
            return Progress.ENDED;
        }
        if ((unitStatus & STATUS_MODIFIER) != 0) {
            next++;
        }
        return Progress.RUNNING;
    }

    /** The next CCW that is no TIC; null when the channel can't get one. */
    private @Nullable Ccw fetch() {
        Ccw ccw = fetchNext();
        if (ccw == null || ccw.command() != Ccw.TIC) {
            return ccw;
        }
        if (!transferInChannel(ccw)) {
            return null;
        }
        Ccw target = fetchNext();
        return target == null || target.command() == Ccw.TIC ? null : target;
    }

    private @Nullable Ccw fetchNext() {
        Ccw ccw = next < chain.ccws().size() ? chain.ccws().get(next) : null;
        next++;
        addressBehind = chain.addressOf(next);
        return ccw;
    }

    private boolean transferInChannel(Ccw tic) {
        int target = tic.dataAddress();
        if (tic.flags() != 0 || tic.count() != 0 || backwardTics == BACKWARD_TICS_MAX) {
            return false;
        }
        for (CopiedChain candidate : chains) {
            if (candidate.holds(target)) {
                backwardTics = target < addressBehind ? backwardTics + 1 : 0;
                chain = candidate;
                next = (target - candidate.address()) / Ccw.LENGTH;
                return (target - candidate.address()) % Ccw.LENGTH == 0;
            }
        }
        return false;
    }

    private boolean valid(Ccw ccw) {
        return switch (ccw.type()) {
            case INVALID, TRANSFER_IN_CHANNEL -> false;
            case READ, WRITE, READ_BACKWARD -> {
                backwardTics = 0;
                yield validFlags(ccw);
            }
            case CONTROL, SENSE -> validFlags(ccw);
        };
    }

    private boolean validFlags(Ccw ccw) {
        if (ccw.has(Ccw.MODIFIED_INDIRECT_DATA_ADDRESS)) {
            // The driver turns every CCW into one with IDAWs, and both kinds at once are never valid.
            return false;
        }
        if (ccw.has(Ccw.CHAIN_DATA) && ccw.count() == 0) {
            return false;
        }
        return !ccw.has(Ccw.SUSPEND) || (orb.has(Orb.Flag.SUSPEND_CONTROL) && !ccw.has(Ccw.CHAIN_DATA));
    }

    private DataChain.Link link(Ccw ccw) {
        return new DataChain.Link(ccw, addressBehind, chain.indirectOf(next - 1));
    }

    /** Gathers the data-chained CCWs. Zero, or the address behind the one that is not valid. */
    private int gather() {
        while (data.last().ccw().has(Ccw.CHAIN_DATA)) {
            Ccw ccw = fetch();
            boolean usable = ccw != null && ccw.count() != 0 && !ccw.has(Ccw.SUSPEND) && validFlags(ccw);
            if (ccw == null || !usable || !data.add(link(ccw))) {
                return addressBehind;
            }
        }
        return 0;
    }

    private void execute(Ccw ccw) {
        boolean stores = ccw.type().storesData();
        Octets sent = stores || ccw.command() == NO_OPERATION ? Octets.EMPTY : data.fetch(storage);
        Position position = new Position(first, !data.last().ccw().has(Ccw.CHAIN_COMMAND), ccw.has(Ccw.CHAIN_DATA));
        DeviceAnswer answer = device.execute(new DeviceCommand(ccw.command(), data.total(), sent, position));
        int offered = stores ? answer.offered().length() : answer.accepted();
        int transferred = Math.min(data.total(), offered);
        unitStatus = answer.unitStatus();
        // The device did not take the command: its status is no zero initial status, and no length is wrong.
        boolean refused = (unitStatus & BUSY) != 0;
        initialStatus &= !refused;
        data.use(transferred);
        residual = data.residual();
        addressBehind = data.used().addressBehind();
        if (stores && transferred > 0) {
            store(ccw, answer.offered(), transferred);
        }
        if ((unitStatus & UNIT_CHECK) != 0 && unitCheck(transferred)) {
            residual = 0;
            return;
        }
        if (subchannelStatus == 0 && !refused && incorrectLength(ccw, offered)) {
            subchannelStatus = INCORRECT_LENGTH;
        }
    }

    private void store(Ccw ccw, DeviceData bytes, int transferred) {
        if (orb.key() != ARENA_KEY && data.storesAny(transferred)) {
            subchannelStatus = PROTECTION_CHECK;
        } else if (ccw.type() == CommandType.READ_BACKWARD) {
            subchannelStatus = data.storeBackward(storage, bytes, transferred) ? 0 : PROGRAM_CHECK;
        } else {
            data.store(storage, bytes, transferred);
        }
    }

    /** Takes concurrent sense along. True for a command that the device rejected before any data went. */
    private boolean unitCheck(int transferred) {
        if (senseMode == SenseMode.OWED) {
            return transferred == 0;
        }
        sense = device.takeSense();
        return transferred == 0 && !sense.isEmpty() && (sense.at(0) & COMMAND_REJECT) != 0;
    }

    private boolean incorrectLength(Ccw ccw, int offered) {
        Ccw used = data.used().ccw();
        boolean dataChains = used.has(Ccw.CHAIN_DATA) && ccw.command() != NO_OPERATION;
        boolean wrong = residual > 0 || offered > data.total();
        if (!wrong || (!dataChains && used.has(Ccw.SUPPRESS_LENGTH_INDICATION))) {
            return false;
        }
        boolean immediate = ccw.type() == CommandType.CONTROL && offered == 0;
        return !immediate || (!used.has(Ccw.CHAIN_COMMAND) && !orb.has(Orb.Flag.INCORRECT_LENGTH_SUPPRESSION));
    }

    private Progress suspend(Ccw ccw) {
        residual = ccw.count();
        return Progress.SUSPENDED;
    }

    private Progress programCheck() {
        subchannelStatus = PROGRAM_CHECK;
        return Progress.ENDED;
    }
}
