package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.Orb;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.port.Arena;
import io.chanio.port.AsyncRegion;
import io.chanio.port.CrwRegion;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.IoRegion;
import io.chanio.port.SubchannelPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one opened subchannel in the architecture's words: what stands between values and the port's bytes.
 *
 * <p>Threads: the lane's owner.
 */
final class SubchannelFunctions {

    private static final byte[] ZEROS = new byte[IoRegion.LENGTH];

    private final SubchannelPort port;
    private final boolean haltClear;
    private final boolean schib;
    private final boolean reports;
    private final ByteBuffer startRegion = ByteBuffer.allocateDirect(IoRegion.LENGTH);
    private final ByteBuffer ioRegion = ByteBuffer.allocateDirect(IoRegion.LENGTH);
    private final ByteBuffer seen = ByteBuffer.allocate(Irb.LENGTH);
    private final ByteBuffer asyncRegion =
            ByteBuffer.allocateDirect(AsyncRegion.LENGTH).order(ByteOrder.nativeOrder());
    private final ByteBuffer schibRegion = ByteBuffer.allocateDirect(Schib.LENGTH);
    private final ByteBuffer crwRegion =
            ByteBuffer.allocateDirect(CrwRegion.LENGTH).order(ByteOrder.nativeOrder());

    SubchannelFunctions(SubchannelPort port) {
        this.port = port;
        this.haltClear = port.features().contains(Feature.HALT_CLEAR);
        this.schib = port.features().contains(Feature.SCHIB);
        this.reports = port.features().contains(Feature.CRW);
    }

    Arena arena() {
        return port.arena();
    }

    /** The port's answer to a START SUBCHANNEL. */
    int start(Orb orb) {
        // All 124 bytes, the return code among them zero: the kernel hands back what it finds there.
        startRegion.put(0, ZEROS);
        orb.encode(startRegion, IoRegion.ORB_OFFSET);
        Scsw.startedBy(orb).encode(startRegion, IoRegion.SCSW_OFFSET);
        int answer = port.writeIo(startRegion.clear());
        if (answer == IoRegion.LENGTH) {
            // The kernel's copy of the IRB is now what was written: zero.
            seen.put(0, ZEROS, 0, Irb.LENGTH);
        }
        return answer;
    }

    /** The newest IRB, after an interruption; null when the region can't be read. */
    @Nullable
    Irb newestIrb() {
        if (port.readIo(ioRegion.clear()) != IoRegion.LENGTH) {
            return null;
        }
        seen.put(0, ioRegion, IoRegion.IRB_OFFSET, Irb.LENGTH);
        return Irb.decode(ioRegion, IoRegion.IRB_OFFSET);
    }

    /** The newest IRB when it is another than that of the last look; for looks without an interruption. */
    @Nullable
    Irb unseenIrb() {
        if (port.readIo(ioRegion.clear()) != IoRegion.LENGTH) {
            return null;
        }
        ByteBuffer newest = ioRegion.slice(IoRegion.IRB_OFFSET, Irb.LENGTH);
        if (newest.equals(seen)) {
            return null;
        }
        seen.put(0, newest, 0, Irb.LENGTH);
        return Irb.decode(ioRegion, IoRegion.IRB_OFFSET);
    }

    boolean offersHaltAndClear() {
        return haltClear;
    }

    HaltClearOutcome halt() {
        return writeAsync(AsyncRegion.HALT_SUBCHANNEL);
    }

    HaltClearOutcome clear() {
        return writeAsync(AsyncRegion.CLEAR_SUBCHANNEL);
    }

    SchibReading store() {
        if (!schib) {
            return new SchibReading.NotOffered();
        }
        int answer = port.readSchib(schibRegion.clear());
        if (answer == Schib.LENGTH) {
            return new SchibReading.Stored(Schib.decode(schibRegion, 0));
        }
        // A region that answers less than a SCHIB, or an errno of its own, is as good as an I/O error.
        return new SchibReading.Failed(answer < 0 ? Errno.ofAnswer(answer).orElse(Errno.EIO) : Errno.EIO);
    }

    /** Takes one pending channel report; empty when there is none. */
    Optional<Crw> takeReport() {
        if (!reports || port.readCrw(crwRegion.clear()) != CrwRegion.LENGTH) {
            return Optional.empty();
        }
        int word = crwRegion.getInt(CrwRegion.CRW_OFFSET);
        return word == 0 ? Optional.empty() : Optional.of(new Crw(word));
    }

    private HaltClearOutcome writeAsync(int command) {
        asyncRegion.putInt(AsyncRegion.COMMAND_OFFSET, command);
        asyncRegion.putInt(AsyncRegion.RETURN_CODE_OFFSET, 0);
        return ReturnCodes.ofHaltOrClear(port.writeAsync(asyncRegion.clear()));
    }
}
