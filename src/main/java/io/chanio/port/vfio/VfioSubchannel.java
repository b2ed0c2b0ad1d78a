package io.chanio.port.vfio;

import io.chanio.css.Schib;
import io.chanio.css.SubchannelId;
import io.chanio.os.Descriptor;
import io.chanio.os.LibC;
import io.chanio.os.NativeCallException;
import io.chanio.port.Arena;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.ArenaRefusedException;
import io.chanio.port.AsyncRegion;
import io.chanio.port.CrwRegion;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import io.chanio.port.SubchannelPort;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A subchannel that the kernel's vfio_ccw drives: each call is one system call, and its answer is the kernel's. The calls
 * that a program needs allocate nothing.
 *
 * <p>Threads: as {@link SubchannelPort} says; nothing here is synchronised.
 *
 * @see "linux drivers/s390/cio/vfio_ccw_ops.c"
 */
final class VfioSubchannel implements SubchannelPort {

    private static final long NOT_OFFERED = -1;

    private final SubchannelId subchannel;
    private final LibC libc;
    private final ArenaPlacement placement;
    private final Descriptor device;
    private final AddressSpace addressSpace;
    private final IrqEventfds eventfds;
    private final Set<Feature> features;
    private final long ioOffset;
    private final long asyncOffset;
    private final long schibOffset;
    private final long crwOffset;
    private final AtomicBoolean closed = new AtomicBoolean();

    private @Nullable VfioArena arena;

    VfioSubchannel(
            SubchannelId subchannel,
            LibC libc,
            ArenaPlacement placement,
            OpenedDevice opened,
            DeviceSurvey survey,
            IrqEventfds eventfds) {
        this.subchannel = subchannel;
        this.libc = libc;
        this.placement = placement;
        this.device = opened.descriptor();
        this.addressSpace = opened.addressSpace();
        this.eventfds = eventfds;
        this.features = survey.features();
        this.ioOffset = survey.ioOffset();
        this.asyncOffset = survey.offsets().getOrDefault(CcwRegion.ASYNC, NOT_OFFERED);
        this.schibOffset = survey.offsets().getOrDefault(CcwRegion.SCHIB, NOT_OFFERED);
        this.crwOffset = features.contains(Feature.CRW) ? survey.offsets().get(CcwRegion.CRW) : NOT_OFFERED;
    }

    @Override
    public SubchannelId subchannel() {
        return subchannel;
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public int writeIo(ByteBuffer region) {
        return write(region, IoRegion.LENGTH, ioOffset);
    }

    @Override
    public int readIo(ByteBuffer region) {
        return read(region, IoRegion.LENGTH, ioOffset);
    }

    @Override
    public int writeAsync(ByteBuffer region) {
        return write(region, AsyncRegion.LENGTH, asyncOffset);
    }

    @Override
    public int readSchib(ByteBuffer schib) {
        return read(schib, Schib.LENGTH, schibOffset);
    }

    @Override
    public int readCrw(ByteBuffer region) {
        return read(region, CrwRegion.LENGTH, crwOffset);
    }

    @Override
    public int descriptor(Irq irq) {
        return eventfds.number(irq);
    }

    @Override
    public Arena arena() {
        if (closed.get()) {
            throw new IllegalStateException("subchannel " + subchannel + " was closed");
        }
        VfioArena mapped = arena;
        if (mapped == null) {
            mapped = map();
            arena = mapped;
        }
        return mapped;
    }

    private VfioArena map() {
        try {
            return VfioArena.map(libc, placement, addressSpace);
        } catch (NativeCallException e) {
            throw new ArenaRefusedException(String.valueOf(e.getMessage()), e.errno(), e);
        }
    }

    @Override
    public int reset() {
        return device.ioctl(VfioRequest.VFIO_DEVICE_RESET.code(), 0);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // Closing the device quiesces the subchannel: until then a program may use the memory, and after that none
        // does.
        List<Runnable> steps = new ArrayList<>(List.of(device::close, eventfds::close));
        VfioArena mapped = arena;
        if (mapped == null) {
            steps.add(addressSpace::close);
        } else {
            steps.addAll(List.of(() -> mapped.unmap(addressSpace), addressSpace::close, mapped::free));
        }
        Release.inOrder(steps);
    }

    private int write(ByteBuffer region, int length, long offset) {
        return offset == NOT_OFFERED || region.remaining() < length
                ? Errno.EINVAL.asAnswer()
                : device.pwrite(region, length, offset);
    }

    private int read(ByteBuffer region, int length, long offset) {
        return offset == NOT_OFFERED || region.remaining() < length
                ? Errno.EINVAL.asAnswer()
                : device.pread(region, length, offset);
    }
}
