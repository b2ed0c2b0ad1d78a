package io.chanio.port.sim;

import io.chanio.port.SubchannelPort;
import io.chanio.port.SubchannelPortContract;
import org.junit.jupiter.api.AfterEach;

/** The contract of every port once more: programs that never end are suspended ones, and wait already. */
class SuspendedSubchannelTest extends SubchannelPortContract {

    private final Bench bench = Bench.of(new BareDevice());

    @Override
    protected SubchannelPort open() {
        return bench.port;
    }

    @Override
    protected Endless endless() {
        return Endless.SUSPENDED_SILENTLY;
    }

    @Override
    protected void untilInterruption(SubchannelPort port) {
        bench.subsystem.runReady();
    }

    @Override
    protected void untilQuiet(SubchannelPort port) {
        bench.subsystem.runReady();
    }

    @AfterEach
    void closeDevices() {
        bench.close();
    }
}
