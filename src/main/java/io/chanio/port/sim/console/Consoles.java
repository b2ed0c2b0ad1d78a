package io.chanio.port.sim.console;

import io.chanio.css.DeviceNumber;
import io.chanio.port.sim.DeviceCatalogue;
import io.chanio.port.sim.DeviceMaking;
import io.chanio.port.sim.TopologySubchannel;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The family of consoles: the 3215. It has no image and no choice of control units. */
public final class Consoles implements DeviceCatalogue {

    /** What a topology calls it. */
    public static final String NAME = "3215";

    private final Function<DeviceNumber, Operator> operators;

    /** Consoles that print to the log, and before which nobody types. */
    public Consoles() {
        this(LogReader::new);
    }

    /** @param operators who sits before which console */
    public Consoles(Function<DeviceNumber, Operator> operators) {
        this.operators = operators;
    }

    @Override
    public Set<String> deviceNames() {
        return Set.of(NAME);
    }

    @Override
    public List<String> faults(TopologySubchannel wanted) {
        return wanted.faultsWithoutImage("a console");
    }

    @Override
    public DeviceMaking make(TopologySubchannel wanted) {
        return new DeviceMaking.Made(new Console3215(operators.apply(wanted.deviceNumber())));
    }
}
