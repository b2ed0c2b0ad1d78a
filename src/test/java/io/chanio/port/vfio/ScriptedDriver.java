package io.chanio.port.vfio;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.Pmcw;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import jnr.ffi.Pointer;

/** The vfio_ccw side of the scripted kernel: what an opened device is, and what its regions answer. */
final class ScriptedDriver {

    // Fields of struct vfio_device_info, vfio_region_info, vfio_irq_info, vfio_irq_set; all words in host order.
    private static final int ARGSZ = 0;
    private static final int FLAGS = 4;
    private static final int INDEX = 8;

    /** Kept apart by 1 KiB, as the driver does. */
    private static final int REGION_SHIFT = 10;

    private static final int IRB_OFFSET = 24;
    private static final int RET_CODE_OFFSET = 120;

    List<ScriptedRegion> regions =
            List.of(ScriptedRegion.IO, ScriptedRegion.ASYNC, ScriptedRegion.SCHIB, ScriptedRegion.CRW);
    /** The count of each interruption. */
    List<Integer> irqs = List.of(1, 1, 1);

    int flags = 0x11;

    final List<String> calls = new ArrayList<>();
    final List<Orb> orbs = new ArrayList<>();
    final Queue<Integer> startErrnos = new ArrayDeque<>();
    final Queue<Integer> asyncErrnos = new ArrayDeque<>();
    final Queue<Crw> reports = new ArrayDeque<>();
    final int[] eventfds = {-1, -1, -1};
    int schibErrno;
    Schib schib = Schib.of(
            Pmcw.ZERO
                    .withInstalledPaths(PathMask.ofPath(0))
                    .withAvailablePaths(PathMask.ofPath(0))
                    .withOperationalPaths(PathMask.ALL),
            Scsw.IDLE);
    private final byte[] io = new byte[ScriptedRegion.IO.length()];

    void store(Irb irb) {
        irb.encode(ByteBuffer.wrap(io), IRB_OFFSET);
    }

    // Ioctls

    void info(Pointer answer) {
        KernelRefusal.unless(answer.getInt(ARGSZ) >= 16, KernelRefusal.EINVAL);
        answer.putInt(FLAGS, flags);
        answer.putInt(8, regions.size());
        answer.putInt(12, irqs.size());
    }

    void regionInfo(Pointer answer) {
        int room = answer.getInt(ARGSZ);
        int index = answer.getInt(INDEX);
        KernelRefusal.unless(room >= 32 && index >= 0 && index < regions.size(), KernelRefusal.EINVAL);
        ScriptedRegion region = regions.get(index);
        answer.putLong(16, region.length());
        answer.putLong(24, (long) index << REGION_SHIFT);
        if (region.type() == 0) {
            answer.putInt(FLAGS, 0x3);
            return;
        }
        int first = 32;
        int type = region.behindAnother() ? first + 16 : first;
        int needed = type + 16;
        answer.putInt(FLAGS, 0x3 | 0x8);
        answer.putInt(ARGSZ, Math.max(room, needed));
        answer.putInt(12, room >= needed ? first : 0);
        if (room >= needed) {
            if (region.behindAnother()) {
                capability(answer, first, 1, type);
            }
            capability(answer, type, 2, 0);
            answer.putInt(type + 8, region.type());
            answer.putInt(type + 12, region.subtype());
        }
    }

    private static void capability(Pointer answer, int at, int id, int next) {
        answer.putShort(at, (short) id);
        answer.putShort(at + 2, (short) 1);
        answer.putInt(at + 4, next);
    }

    void irqInfo(Pointer answer) {
        int index = answer.getInt(INDEX);
        KernelRefusal.unless(answer.getInt(ARGSZ) >= 16 && index >= 0 && index < irqs.size(), KernelRefusal.EINVAL);
        answer.putInt(FLAGS, 0x9);
        answer.putInt(12, irqs.get(index));
    }

    void setIrqs(Pointer set, List<Integer> knownEventfds) {
        int index = set.getInt(INDEX);
        boolean right = set.getInt(ARGSZ) == 24
                && set.getInt(FLAGS) == (4 | 32)
                && index >= 0
                && index < irqs.size()
                && set.getInt(12) == 0
                && set.getInt(16) == 1;
        KernelRefusal.unless(right, KernelRefusal.EINVAL);
        int eventfd = set.getInt(20);
        KernelRefusal.unless(eventfd == -1 || knownEventfds.contains(eventfd), KernelRefusal.EBADF);
        eventfds[index] = eventfd;
    }

    // Regions

    long write(Pointer from, long length, long offset) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        from.get(0, bytes, 0, bytes.length);
        ScriptedRegion region = regionAt(length, offset);
        if (region.equals(ScriptedRegion.IO)) {
            return start(bytes);
        }
        KernelRefusal.unless(isSame(region, ScriptedRegion.ASYNC), KernelRefusal.EINVAL);
        int command = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(0);
        calls.add(command == 1 ? "halt" : command == 2 ? "clear" : "async " + command);
        refuseBy(asyncErrnos);
        return length;
    }

    private long start(byte[] bytes) {
        calls.add("start");
        KernelRefusal.unless(bytes.length == io.length, KernelRefusal.EINVAL);
        orbs.add(Orb.decode(ByteBuffer.wrap(bytes), 0));
        System.arraycopy(bytes, 0, io, 0, io.length);
        try {
            refuseBy(startErrnos);
        } catch (KernelRefusal e) {
            ByteBuffer.wrap(io).order(ByteOrder.nativeOrder()).putInt(RET_CODE_OFFSET, -e.errno);
            throw e;
        }
        return bytes.length;
    }

    long read(Pointer to, long length, long offset) {
        ScriptedRegion region = regionAt(length, offset);
        byte[] bytes = content(region);
        to.put(0, bytes, 0, Math.toIntExact(length));
        return length;
    }

    /** What START last wrote. */
    Octets written() {
        return Octets.of(io);
    }

    private byte[] content(ScriptedRegion region) {
        if (region.equals(ScriptedRegion.IO)) {
            return io;
        }
        if (isSame(region, ScriptedRegion.SCHIB)) {
            KernelRefusal.unless(schibErrno == 0, schibErrno);
            ByteBuffer stored = ByteBuffer.allocate(52);
            schib.encode(stored, 0);
            return stored.array();
        }
        KernelRefusal.unless(isSame(region, ScriptedRegion.CRW), KernelRefusal.EINVAL);
        Crw next = reports.poll();
        return ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(0, next == null ? 0 : next.word())
                .array();
    }

    private ScriptedRegion regionAt(long length, long offset) {
        int index = Math.toIntExact(offset >> REGION_SHIFT);
        long within = offset & ((1L << REGION_SHIFT) - 1);
        KernelRefusal.unless(
                offset >= 0
                        && index < regions.size()
                        && within == 0
                        && length <= regions.get(index).length(),
                KernelRefusal.EINVAL);
        return regions.get(index);
    }

    private static boolean isSame(ScriptedRegion region, ScriptedRegion other) {
        return region.type() == ScriptedRegion.CCW && region.subtype() == other.subtype();
    }

    private static void refuseBy(Queue<Integer> errnos) {
        Integer errno = errnos.poll();
        if (errno != null && errno != 0) {
            throw new KernelRefusal(errno);
        }
    }

    @Override
    public String toString() {
        return regions.size() + " regions, eventfds " + Arrays.toString(eventfds);
    }
}
