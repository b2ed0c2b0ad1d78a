package io.chanio.wiring;

import io.chanio.os.LibC;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.sim.ChannelSubsystemThread;
import io.chanio.port.sim.DeviceCatalogue;
import io.chanio.port.sim.SimulatedChannelSubsystem;
import io.chanio.port.sim.Topology;
import java.time.InstantSource;
import java.util.List;

/** The simulated channel subsystem with its thread. */
final class Simulation implements AutoCloseable {

    private final SimulatedChannelSubsystem subsystem;
    private final ChannelSubsystemThread thread;

    Simulation(Topology topology, List<DeviceCatalogue> catalogues, LibC libc, InstantSource clock) {
        this.subsystem = new SimulatedChannelSubsystem(topology, catalogues, libc, ArenaPlacement.DEFAULT, clock);
        this.thread = new ChannelSubsystemThread(subsystem);
    }

    SimulatedChannelSubsystem subsystem() {
        return subsystem;
    }

    void start() {
        thread.start();
    }

    /** All ports must be closed before. */
    @Override
    public void close() {
        thread.close();
        subsystem.close();
    }
}
