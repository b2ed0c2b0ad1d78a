package io.chanio.port.vfio;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.SubchannelId;
import io.chanio.os.LibC;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Backend;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The I/O subchannels of this Linux system, by sysfs; those that an operator claims are bound to {@code vfio_ccw} when they
 * are listed, and given back by {@link #close()}.
 *
 * <p>Threads: callable from any. One lock holds looks and claims together; {@link #open} does not hold it while the
 * kernel opens.
 */
public final class VfioInventory implements Inventory, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(VfioInventory.class.getName());

    private final Object lock = new Object();
    private final DeviceOpener opener;
    private final ClaimWork work;
    private final SysfsScan scan;
    private final Claims claims;
    private boolean closed;

    VfioInventory(
            DeviceOpener opener,
            ClaimWork work,
            VfioSettings settings,
            Errands errands,
            InstantSource clock,
            Notices notices) {
        this.opener = opener;
        this.work = work;
        this.scan = new SysfsScan(work.files(), work.paths().sys());
        this.claims = new Claims(settings, work, errands, clock, notices);
    }

    /** The inventory of the system whose files are at {@code paths}; nothing is claimed before it is listed. */
    public static VfioInventory open(
            LibC libc, KernelPaths paths, VfioSettings settings, ArenaPlacement placement, InstantSource clock) {
        Pause pause = duration -> LockSupport.parkNanos(duration.toNanos());
        return new VfioInventory(
                new LinuxDeviceOpener(libc, paths.dev(), settings.wanted(), placement),
                new ClaimWork(new LinuxKernelFiles(), paths, pause),
                settings,
                new ThreadErrands(),
                clock,
                (level, message) -> LOGGER.log(level, "{0}", message));
    }

    @Override
    public Backend backend() {
        return Backend.VFIO;
    }

    @Override
    public List<Listing> list() {
        synchronized (lock) {
            List<Sighting> seen = scan.lookAtAll();
            return closed ? listings(seen) : listings(lookAgain(seen, claims.attend(seen)));
        }
    }

    @Override
    public Opening open(Listing listing) {
        SubchannelFolder folder = work.folder(listing.subchannel());
        Optional<UUID> uuid = folder.mediatedDevices().stream().findFirst();
        return uuid.isPresent()
                ? open(listing.subchannel(), folder.mediatedDevice(uuid.get()))
                : new Opening.Refused(listing.unusable()
                        .orElse("subchannel %s has no mediated device any more".formatted(listing.subchannel())));
    }

    private Opening open(SubchannelId subchannel, MediatedDevice device) {
        Opening opening = opener.open(subchannel, device);
        if (opening instanceof Opening.Opened) {
            synchronized (lock) {
                claims.opened(subchannel);
            }
        }
        return opening;
    }

    /** Gives back what was claimed. What can't be given back is logged, with what to do by hand. */
    @Override
    public void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                claims.giveBack();
            }
        }
    }

    private List<Sighting> lookAgain(List<Sighting> seen, Set<SubchannelId> changed) {
        if (changed.isEmpty()) {
            return seen;
        }
        List<Sighting> now = new ArrayList<>(seen.size());
        for (Sighting each : seen) {
            if (changed.contains(each.subchannel())) {
                scan.lookAt(each.subchannel()).ifPresent(now::add);
            } else {
                now.add(each);
            }
        }
        return now;
    }

    private List<Listing> listings(List<Sighting> seen) {
        return seen.stream().map(this::listing).toList();
    }

    private Listing listing(Sighting sighting) {
        return new Listing(
                sighting.subchannel(),
                sighting.device(),
                sighting.driver(),
                sighting.identity(),
                sighting.paths(),
                sighting.instance(),
                unusable(sighting));
    }

    private Optional<String> unusable(Sighting sighting) {
        if (!sighting.mediatedDevices().isEmpty()) {
            return Optional.empty();
        }
        return claims.reason(sighting).or(() -> Optional.of(asFound(sighting)));
    }

    private static String asFound(Sighting sighting) {
        if (sighting.driver().isEmpty()) {
            return "no driver has it: bind it to vfio_ccw, or to io_subchannel and name it in chanio.vfio.claim";
        }
        if (sighting.drivenBy(SubchannelFolder.VFIO_CCW)) {
            return "it is bound to vfio_ccw, but has no mediated device: make one (mdevctl), or name it in chanio.vfio.claim";
        }
        String driver = sighting.ccwDevice()
                .flatMap(Sighting.CcwDevice::driver)
                .orElse(sighting.driver().get());
        String type = sighting.identity().map(DeviceIdentity::toString).orElse("unknown device");
        String state = sighting.ccwDevice()
                .map(device -> device.online() ? ", online" : ", offline")
                .orElse("");
        return "it is driven by %s (%s%s): name it in chanio.vfio.claim".formatted(driver, type, state);
    }
}
