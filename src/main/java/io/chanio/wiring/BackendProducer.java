package io.chanio.wiring;

import io.chanio.api.AllowedMethods;
import io.chanio.api.FaultSurface;
import io.chanio.api.sim.FaultsOfSubchannels;
import io.chanio.api.sim.FaultsResource;
import io.chanio.notify.EventsResource;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Inventory;
import io.chanio.port.sim.BareDevices;
import io.chanio.port.sim.DeviceCatalogue;
import io.chanio.port.sim.DeviceJournal;
import io.chanio.port.sim.JournalledDevices;
import io.chanio.port.sim.SimulatedChannelSubsystem;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.console.Consoles;
import io.chanio.port.sim.dasd.Disks;
import io.chanio.port.vfio.KernelPaths;
import io.chanio.port.vfio.VfioInventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes beans of what is behind the port, as {@code chanio.backend} picks it. */
final class BackendProducer {

    private static final Logger LOGGER = System.getLogger("io.chanio");
    private static final FaultsOfSubchannels NO_FAULTS = subchannel -> Optional.empty();

    /**
     * What {@code chanio.backend} picked.
     *
     * @param end what remains to be done when all ports are closed
     * @param faultSurface whether what follows can be reached over HTTP
     */
    record PickedBackend(Inventory inventory, Runnable end, FaultSurface faultSurface, FaultsOfSubchannels faults) {}

    @Produces
    @Singleton
    LibC libc() {
        return Native.load();
    }

    @Produces
    @Singleton
    PickedBackend backend(ChanioConfig config, LibC libc, InstantSource clock) {
        config.check();
        BackendChoice choice = BackendChoice.of(config.backend(), config.sysfs());
        LOGGER.log(Level.INFO, "backend {0}: {1}", choice.backend(), choice.why());
        return switch (choice.backend()) {
            case VFIO -> hardware(config, libc, clock);
            case SIMULATED -> simulator(config, libc, clock);
        };
    }

    @Produces
    @Singleton
    FaultSurface faultSurface(PickedBackend backend) {
        return backend.faultSurface();
    }

    @Produces
    @Singleton
    FaultsOfSubchannels faults(PickedBackend backend) {
        return backend.faults();
    }

    @Produces
    @Singleton
    AllowedMethods allowedMethods() {
        return new AllowedMethods(List.of(EventsResource.class, FaultsResource.class));
    }

    private static PickedBackend hardware(ChanioConfig config, LibC libc, InstantSource clock) {
        VfioInventory inventory = VfioInventory.open(
                libc, KernelPaths.withSysfs(config.sysfs()), config.vfio().settings(), ArenaPlacement.DEFAULT, clock);
        return new PickedBackend(inventory, inventory::close, FaultSurface.ABSENT, NO_FAULTS);
    }

    private static PickedBackend simulator(ChanioConfig config, LibC libc, InstantSource clock) {
        Simulation simulation = new Simulation(topology(config, clock), devices(config), libc, clock);
        simulation.start();
        SimulatedChannelSubsystem subsystem = simulation.subsystem();
        return config.simulator().faults()
                ? new PickedBackend(subsystem, simulation::close, FaultSurface.PRESENT, subsystem::faults)
                : new PickedBackend(subsystem, simulation::close, FaultSurface.ABSENT, NO_FAULTS);
    }

    private static Topology topology(ChanioConfig config, InstantSource clock) {
        Optional<Path> file = config.simulator().topology();
        return file.isPresent()
                ? TopologyReader.read(file.get(), catalogues())
                : Demonstration.topology(config.data(), clock);
    }

    private static List<DeviceCatalogue> devices(ChanioConfig config) {
        Optional<Path> file = config.simulator().journal();
        if (file.isEmpty()) {
            return catalogues();
        }
        try {
            // Open as long as the process: whatever kills it, each line is with the operating system already.
            DeviceJournal journal = DeviceJournal.appendTo(file.get());
            return catalogues().stream()
                    .<DeviceCatalogue>map(devices -> new JournalledDevices(devices, journal))
                    .toList();
        } catch (IOException e) {
            throw new RefusalToStart("chanio.simulator.journal=%s can't be written: %s".formatted(file.get(), e));
        }
    }

    /** The families of devices that a topology can name. */
    static List<DeviceCatalogue> catalogues() {
        return List.of(new BareDevices(), new Consoles(), new Disks());
    }
}
