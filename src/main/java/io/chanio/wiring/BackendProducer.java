package io.chanio.wiring;

import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.Inventory;
import io.chanio.port.sim.BareDevices;
import io.chanio.port.sim.DeviceCatalogue;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.dasd.Disks;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes beans of what is behind the port, as {@code chanio.backend} picks it. */
final class BackendProducer {

    /** What {@code chanio.backend} picked, with the simulator where that is it. */
    record PickedBackend(Inventory inventory, Optional<Simulation> simulation) {

        void close() {
            simulation.ifPresent(Simulation::close);
        }
    }

    @Produces
    @Singleton
    LibC libc() {
        return Native.load();
    }

    @Produces
    @Singleton
    PickedBackend backend(ChanioConfig config, LibC libc, InstantSource clock) {
        return switch (BackendChoice.of(config.backend(), config.sysfs())) {
            case VFIO -> new PickedBackend(new NoInventory(), Optional.empty());
            case SIMULATED -> {
                Simulation simulation = new Simulation(topology(config, clock), catalogues(), libc, clock);
                simulation.start();
                yield new PickedBackend(simulation.subsystem(), Optional.of(simulation));
            }
        };
    }

    private static Topology topology(ChanioConfig config, InstantSource clock) {
        Optional<Path> file = config.simulator().topology();
        return file.isPresent()
                ? TopologyReader.read(file.get(), catalogues())
                : Demonstration.topology(config.data(), clock);
    }

    private static List<DeviceCatalogue> catalogues() {
        return List.of(new BareDevices(), new Disks());
    }
}
