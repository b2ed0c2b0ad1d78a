package io.chanio.engine;

import io.chanio.css.FunctionControl;
import io.chanio.css.Irb;
import io.chanio.css.Orb;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelId;
import io.chanio.port.Arena;
import io.chanio.port.Feature;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import io.chanio.port.SubchannelPort;
import java.nio.ByteBuffer;
import java.util.Set;

/** A port in which a test changes what no client could: a program that is suspended at once, a status that is not seen. */
final class AlteredPort implements SubchannelPort {

    private static final int CCW_FLAGS_OFFSET = 1;
    private static final byte SUSPEND = 0x02;
    private static final byte[] NO_IRB = new byte[Irb.LENGTH];

    private final SubchannelPort port;
    private final ByteBuffer altered = ByteBuffer.allocateDirect(IoRegion.LENGTH);
    private boolean suspending;
    private boolean hiding;

    AlteredPort(SubchannelPort port) {
        this.port = port;
    }

    /** The next program is suspended at its first CCW, and so never ends by itself. */
    void suspendNext() {
        suspending = true;
    }

    /** Until a clear has ended no IRB is seen, as if another had overwritten it. */
    void hideUntilCleared() {
        hiding = true;
    }

    @Override
    public int writeIo(ByteBuffer region) {
        if (!suspending) {
            return port.writeIo(region);
        }
        suspending = false;
        Orb orb = Orb.decode(region, IoRegion.ORB_OFFSET).with(Orb.Flag.SUSPEND_CONTROL);
        int flags = orb.programAddress() - port.arena().address() + CCW_FLAGS_OFFSET;
        ByteBuffer memory = port.arena().memory();
        memory.put(flags, (byte) (memory.get(flags) | SUSPEND));
        altered.put(0, region, region.position(), IoRegion.LENGTH);
        orb.encode(altered, IoRegion.ORB_OFFSET);
        return port.writeIo(altered.clear());
    }

    @Override
    public int readIo(ByteBuffer region) {
        int answer = port.readIo(region);
        Scsw newest = Scsw.decode(region, region.position() + IoRegion.IRB_OFFSET);
        hiding &= !newest.functionControl().has(FunctionControl.Bit.CLEAR);
        if (hiding) {
            region.put(region.position() + IoRegion.IRB_OFFSET, NO_IRB);
        }
        return answer;
    }

    @Override
    public SubchannelId subchannel() {
        return port.subchannel();
    }

    @Override
    public Set<Feature> features() {
        return port.features();
    }

    @Override
    public int writeAsync(ByteBuffer region) {
        return port.writeAsync(region);
    }

    @Override
    public int readSchib(ByteBuffer schib) {
        return port.readSchib(schib);
    }

    @Override
    public int readCrw(ByteBuffer region) {
        return port.readCrw(region);
    }

    @Override
    public int descriptor(Irq irq) {
        return port.descriptor(irq);
    }

    @Override
    public Arena arena() {
        return port.arena();
    }

    @Override
    public int reset() {
        return port.reset();
    }

    @Override
    public void close() {
        port.close();
    }
}
