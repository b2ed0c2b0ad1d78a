package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.Orb;
import io.chanio.css.Schib;
import io.chanio.css.SubchannelId;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Errno;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.provider.LoadedLibrary;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with one subchannel under vfio_ccw, behind the C library: it hands out descriptors, checks every field of every
 * structure that it is given, answers as its script says, and remembers. Memory and eventfds are the real ones.
 */
public final class ScriptedKernel {

    public static final SubchannelId SUBCHANNEL = SubchannelId.parse("0.0.0013");

    static final UUID MDEV = UUID.fromString("7e270a25-e163-4922-af60-757fc8ed48c6");
    static final int GROUP = 7;
    static final Path DEV = Path.of("/dev");
    static final String CONTAINER_NODE = "/dev/vfio/vfio";
    static final String GROUP_NODE = "/dev/vfio/" + GROUP;
    static final String IOMMU_NODE = "/dev/iommu";
    static final String DEVICE_NODE = "/dev/vfio/devices/vfio0";
    static final String DEVICE = "device";

    private static final int O_RDWR_CLOEXEC = 0x80002;
    private static final int FIRST_NUMBER = 1_000_000;
    private static final Integer FAILED = -1;
    private static final Long FAILED_LONG = -1L;

    final ScriptedDriver driver = new ScriptedDriver();
    final List<String> journal = new ArrayList<>();

    private final LibC real = Native.load();
    private final Runtime runtime = Runtime.getRuntime(real);
    private final LibC libc = (LibC) Proxy.newProxyInstance(
            LibC.class.getClassLoader(),
            new Class<?>[] {LibC.class, LoadedLibrary.class},
            (proxy, method, arguments) -> answer(method, arguments));

    private final Map<String, Integer> openErrnos = new HashMap<>();
    private final Map<Integer, String> open = new TreeMap<>();
    private final List<Integer> eventfds = new ArrayList<>();
    private final ScriptedVfio vfio = new ScriptedVfio(driver, open, eventfds, this::hand);
    private OptionalInt group = OptionalInt.of(GROUP);
    private Optional<String> node = Optional.of("vfio0");
    private int eventfdErrno;
    private int mmapErrno;
    private int nextNumber = FIRST_NUMBER;

    // The script

    /** A kernel whose vfio_ccw has the I/O region and its interruption and nothing else. */
    public ScriptedKernel old() {
        return regions(ScriptedRegion.IO).irqs(1);
    }

    ScriptedKernel regions(ScriptedRegion... regions) {
        driver.regions = List.of(regions);
        return this;
    }

    ScriptedKernel irqs(Integer... counts) {
        driver.irqs = List.of(counts);
        return this;
    }

    ScriptedKernel deviceFlags(int flags) {
        driver.flags = flags;
        return this;
    }

    ScriptedKernel refuseOpen(String path, int errno) {
        openErrnos.put(path, errno);
        return this;
    }

    ScriptedKernel refuse(KernelCall call, int errno) {
        vfio.errnos.put(call, errno);
        return this;
    }

    ScriptedKernel refuseEventfd(int errno) {
        eventfdErrno = errno;
        return this;
    }

    ScriptedKernel refuseMemory(int errno) {
        mmapErrno = errno;
        return this;
    }

    ScriptedKernel type1Only() {
        vfio.type1v2 = 0;
        return this;
    }

    ScriptedKernel apiVersion(int version) {
        vfio.apiVersion = version;
        return this;
    }

    ScriptedKernel groupNotViable() {
        vfio.groupFlags = 0;
        return this;
    }

    ScriptedKernel withoutGroups() {
        group = OptionalInt.empty();
        return this;
    }

    ScriptedKernel withoutDeviceNodes() {
        node = Optional.empty();
        return this;
    }

    /** The next START that has no answer yet gets this errno; 0 takes it. */
    public ScriptedKernel answerStart(int errno) {
        driver.startErrnos.add(errno);
        return this;
    }

    public ScriptedKernel answerAsync(int errno) {
        driver.asyncErrnos.add(errno);
        return this;
    }

    public ScriptedKernel refuseSchib(Errno errno) {
        driver.schibErrno = errno.number();
        return this;
    }

    public ScriptedKernel schib(Schib schib) {
        driver.schib = schib;
        return this;
    }

    public ScriptedKernel report(Crw report) {
        driver.reports.add(report);
        return this;
    }

    /** Stores an IRB, as the driver does before it signals. */
    public void store(Irb irb) {
        driver.store(irb);
    }

    // What is asked

    Opening opening(VfioInterface wanted) {
        return opening(wanted, ArenaPlacement.DEFAULT);
    }

    Opening opening(VfioInterface wanted, ArenaPlacement placement) {
        return new LinuxDeviceOpener(libc, DEV, wanted, placement)
                .open(SUBCHANNEL, new MediatedDevice(MDEV, group, node));
    }

    /** The subchannel, opened through the group. */
    public SubchannelPort opened() {
        return opened(VfioInterface.GROUP);
    }

    SubchannelPort opened(VfioInterface wanted) {
        return switch (opening(wanted)) {
            case Opening.Opened(SubchannelPort port) -> port;
            case Opening.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    /** What was asked of the subchannel: start, halt, clear, reset; and the device's close. */
    public List<String> calls() {
        return driver.calls;
    }

    /** The ORB of each START. */
    public List<Orb> orbs() {
        return driver.orbs;
    }

    /** Nothing is open or mapped any more, and nothing was done that a kernel must not see. */
    public void assertAllGivenBack() {
        assertThat(vfio.violations).isEmpty();
        assertThat(open).isEmpty();
        assertThat(eventfds).isEmpty();
        assertThat(vfio.mapped).isNull();
    }

    // The C library

    private @Nullable Object answer(Method method, Object[] arguments) throws Throwable {
        try {
            return switch (method.getName()) {
                case "open" -> open((String) arguments[0], (int) arguments[1]);
                case "close" -> close((int) arguments[0]);
                case "ioctl" -> {
                    KernelCall call = KernelCall.of((long) arguments[1]);
                    journal.add(call.name());
                    yield vfio.ioctl((int) arguments[0], call, Pointer.wrap(runtime, (long) arguments[2]));
                }
                case "pread", "pwrite" -> transfer(method.getName(), arguments);
                case "eventfd" -> eventfd(invoke(method, arguments));
                case "mmap" -> mmap(method, arguments);
                case "munmap" -> munmap(method, arguments);
                default -> invoke(method, arguments);
            };
        } catch (KernelRefusal e) {
            runtime.setLastError(e.errno);
            // No conditional expression: it would make a long of either.
            if (method.getReturnType() == long.class) {
                return FAILED_LONG;
            }
            return FAILED;
        }
    }

    private @Nullable Object invoke(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private int open(String path, int flags) {
        journal.add("open " + path);
        assertThat(flags).as("flags of %s", path).isEqualTo(O_RDWR_CLOEXEC);
        refuse(openErrnos.get(path));
        boolean known =
                List.of(CONTAINER_NODE, GROUP_NODE, IOMMU_NODE, DEVICE_NODE).contains(path);
        KernelRefusal.unless(known, KernelRefusal.ENOENT);
        // A group is open once at a time.
        KernelRefusal.unless(!path.equals(GROUP_NODE) || !open.containsValue(path), KernelRefusal.EBUSY);
        return hand(path.equals(DEVICE_NODE) ? DEVICE : path);
    }

    private int hand(String what) {
        open.put(nextNumber, what);
        return nextNumber++;
    }

    private int close(int number) {
        String what = open.remove(number);
        if (what == null) {
            journal.add("close eventfd");
            vfio.requireLawful(eventfds.remove((Integer) number), "close of " + number + ", which nobody opened");
            return real.close(number);
        }
        journal.add("close " + what);
        if (what.equals(DEVICE)) {
            driver.calls.add("close");
        }
        vfio.closed(what);
        return 0;
    }

    private @Nullable Object eventfd(@Nullable Object number) {
        if (eventfdErrno != 0 && number != null) {
            real.close((int) number);
            throw new KernelRefusal(eventfdErrno);
        }
        eventfds.add((Integer) number);
        return number;
    }

    private @Nullable Object mmap(Method method, Object[] arguments) throws Throwable {
        if (mmapErrno != 0) {
            runtime.setLastError(mmapErrno);
            return Pointer.wrap(runtime, -1L);
        }
        journal.add("mmap");
        return invoke(method, arguments);
    }

    private @Nullable Object munmap(Method method, Object[] arguments) throws Throwable {
        journal.add("munmap");
        vfio.freed((long) arguments[0]);
        return invoke(method, arguments);
    }

    private long transfer(String call, Object[] arguments) {
        KernelRefusal.unless(DEVICE.equals(open.get((int) arguments[0])), KernelRefusal.EBADF);
        Pointer memory = Pointer.wrap(runtime, (long) arguments[1]);
        long length = (long) arguments[2];
        long offset = (long) arguments[3];
        return call.equals("pread") ? driver.read(memory, length, offset) : driver.write(memory, length, offset);
    }

    private static void refuse(@Nullable Integer errno) {
        if (errno != null) {
            throw new KernelRefusal(errno);
        }
    }
}
