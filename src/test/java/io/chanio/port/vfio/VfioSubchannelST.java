package io.chanio.port.vfio;

import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import io.chanio.port.SubchannelPortContract;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The contract of every port, kept by the kernel's own driver in the lab's guest. */
class VfioSubchannelST extends SubchannelPortContract {

    /** What an emulated device needs to interrupt, several times over. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final LibC libc = Native.load();
    private final LabSubchannel lab = LabSubchannel.named();

    @Override
    protected SubchannelPort open() {
        VfioInventory inventory = lab.inventory(libc);
        return switch (inventory.open(lab.listing(inventory))) {
            case Opening.Opened(SubchannelPort port) -> port;
            case Opening.Refused(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /** An endless loop hangs the emulated channel, and the machine with it. */
    @Override
    protected Endless endless() {
        return Endless.SUSPENDED;
    }

    @Override
    protected void untilInterruption(SubchannelPort port) {}

    @Override
    protected void untilQuiet(SubchannelPort port) {
        LockSupport.parkNanos(QUIET.toNanos());
    }
}
