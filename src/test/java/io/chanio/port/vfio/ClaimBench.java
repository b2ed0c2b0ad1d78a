package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.SubchannelId;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import io.chanio.port.vfio.SysfsTree.CcwDevice;
import io.chanio.port.vfio.VfioSettings.OnlineDevices;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** An inventory over a {@link SysfsTree}, with its clock, its errands and its log in the hands of a test. */
final class ClaimBench implements Errands, Notices {

    static final String DISK = "0.0.0013";

    private static final SubchannelPort PORT = (SubchannelPort) Proxy.newProxyInstance(
            SubchannelPort.class.getClassLoader(), new Class<?>[] {SubchannelPort.class}, (port, method, arguments) -> {
                throw new AssertionError("nobody drives it here: " + method);
            });

    final SysfsTree tree;
    final List<String> opened = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean opens;
    private boolean stuck;
    private Duration slowness = Duration.ZERO;
    private final List<Runnable> waiting = new ArrayList<>();

    ClaimBench(Path root) {
        this.tree = new SysfsTree(root);
        tree.driver(SubchannelFolder.VFIO_CCW);
    }

    VfioInventory claiming(String claims) {
        return claiming(claims, OnlineDevices.REFUSE);
    }

    VfioInventory claiming(String claims, OnlineDevices online) {
        return new VfioInventory(
                this::open,
                new ClaimWork(tree, tree.paths(), tree),
                new VfioSettings(VfioInterface.AUTO, ClaimList.parse(claims), online),
                this,
                () -> now,
                this);
    }

    void plugDisk() {
        tree.plug(DISK, CcwDevice.disk("0.0.0120"));
    }

    void plugOnlineDisk() {
        tree.plug(DISK, CcwDevice.disk("0.0.0120").set(true));
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** From now on the kernel opens what it is asked to. */
    void letOpen() {
        opens = true;
    }

    /** From now on the kernel doesn't answer. */
    void blockErrands() {
        stuck = true;
    }

    /** From now on the kernel takes so long for each errand, one after the other. */
    void slowErrands(Duration each) {
        slowness = each;
    }

    /** The kernel answers all that it was asked. */
    void finishErrands() {
        stuck = false;
        List.copyOf(waiting).forEach(Runnable::run);
        waiting.clear();
    }

    @Override
    public <T> Errand<T> start(Supplier<T> work) {
        List<T> result = new ArrayList<>();
        Runnable run = () -> result.add(work.get());
        if (stuck) {
            waiting.add(run);
        } else if (slowness.isZero()) {
            run.run();
        }
        return atMost -> {
            if (result.isEmpty() && atMost.isPositive()) {
                await(run, atMost);
            }
            return result.stream().findFirst();
        };
    }

    private void await(Runnable run, Duration atMost) {
        boolean answers = !stuck && atMost.compareTo(slowness) >= 0;
        advance(answers ? slowness : atMost);
        if (answers) {
            run.run();
        }
    }

    @Override
    public void log(Level level, String message) {
        log.add(level + " " + message);
    }

    List<String> takeLog() {
        List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    static Listing only(VfioInventory inventory) {
        List<Listing> listings = inventory.list();
        assertThat(listings).hasSize(1);
        return listings.getFirst();
    }

    static UUID uuid(Taking taking) {
        return taking.uuid(SubchannelId.parse(DISK));
    }

    static Optional<String> unusable(VfioInventory inventory) {
        return only(inventory).unusable();
    }

    private Opening open(SubchannelId subchannel, MediatedDevice device) {
        opened.add(subchannel + " " + device);
        if (opens) {
            return new Opening.Opened(PORT);
        }
        return new Opening.Refused("it is a test");
    }
}
