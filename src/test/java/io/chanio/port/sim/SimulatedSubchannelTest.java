package io.chanio.port.sim;

import io.chanio.port.Feature;
import io.chanio.port.MissingFeatureContract;
import io.chanio.port.SubchannelPort;
import io.chanio.port.SubchannelPortContract;
import org.junit.jupiter.api.AfterEach;

/** The contract of every port, kept by the simulator, which is stepped by hand. */
class SimulatedSubchannelTest extends SubchannelPortContract implements MissingFeatureContract {

    private final Bench bench = Bench.of(new BareDevice());

    @Override
    protected SubchannelPort open() {
        return bench.port;
    }

    @Override
    public SubchannelPort openWithout(Feature missing) {
        // A subchannel is open once at a time.
        bench.port.close();
        bench.faults.withholdFeature(missing);
        return Bench.open(bench.subsystem);
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
