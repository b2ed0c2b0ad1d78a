package io.chanio.port.sim;

import io.chanio.port.Feature;
import io.chanio.port.SubchannelPort;
import io.chanio.port.SubchannelPortContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The contract of every port, kept by the simulator, which is stepped by hand. */
class SimulatedSubchannelTest extends SubchannelPortContract {

    private final Bench bench = Bench.of(new BareDevice());

    @Override
    protected SubchannelPort open() {
        return bench.port;
    }

    @Override
    protected Optional<SubchannelPort> openWithout(Feature feature) {
        bench.faults.withholdFeature(feature);
        return Optional.of(Bench.open(bench.subsystem));
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
