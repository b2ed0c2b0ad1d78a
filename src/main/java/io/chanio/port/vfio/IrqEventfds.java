package io.chanio.port.vfio;

import io.chanio.os.Descriptor;
import io.chanio.os.Eventfd;
import io.chanio.os.LibC;
import io.chanio.os.NativeCallException;
import io.chanio.port.Irq;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The eventfds that the kernel signals for a device, one for each interruption that it knows. */
final class IrqEventfds implements AutoCloseable {

    private static final int UNKNOWN = -1;

    private final Map<Irq, Eventfd> eventfds = new EnumMap<>(Irq.class);

    private IrqEventfds() {}

    /** Opens an eventfd for each of {@code irqs} and names it to the kernel; all of them, or none. */
    static IrqEventfds open(LibC libc, Descriptor device, Set<Irq> irqs, Held held) throws RefusedException {
        IrqEventfds opened = new IrqEventfds();
        held.release(opened::close);
        for (Irq irq : irqs) {
            Eventfd eventfd = opened(libc);
            opened.eventfds.put(irq, eventfd);
            Calls.ask(
                    device,
                    VfioRequest.VFIO_DEVICE_SET_IRQS,
                    IrqSet.eventfd(index(irq), eventfd.number()),
                    Touched.DEVICE);
        }
        return opened;
    }

    private static Eventfd opened(LibC libc) throws RefusedException {
        try {
            return Eventfd.open(libc);
        } catch (NativeCallException e) {
            throw RefusedException.because(e, Touched.DEVICE);
        }
    }

    /**
     * What the kernel calls {@code irq}.
     *
     * @see "linux include/uapi/linux/vfio.h, VFIO_CCW_IO_IRQ_INDEX ..."
     */
    static int index(Irq irq) {
        return switch (irq) {
            case IO -> 0;
            case CRW -> 1;
            case REQ -> 2;
        };
    }

    /** The number of an eventfd, or -1 where there is none. */
    int number(Irq irq) {
        Eventfd eventfd = eventfds.get(irq);
        return eventfd == null ? UNKNOWN : eventfd.number();
    }

    @Override
    public void close() {
        List<Runnable> closings = new ArrayList<>();
        eventfds.values().forEach(eventfd -> closings.add(eventfd::close));
        Release.inOrder(closings);
    }
}
