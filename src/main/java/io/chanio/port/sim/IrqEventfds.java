package io.chanio.port.sim;

import io.chanio.os.Eventfd;
import io.chanio.os.LibC;
import io.chanio.port.Irq;
import java.util.ArrayList;
import java.util.List;

/** The eventfds of an opened subchannel, one for each {@link Irq}: all of them, or none. */
final class IrqEventfds implements AutoCloseable {

    private final List<Eventfd> eventfds = new ArrayList<>();

    private IrqEventfds() {}

    static IrqEventfds open(LibC libc) {
        IrqEventfds opened = new IrqEventfds();
        try {
            for (int i = 0; i < Irq.values().length; i++) {
                opened.eventfds.add(Eventfd.open(libc));
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    int number(Irq irq) {
        return of(irq).number();
    }

    void signal(Irq irq) {
        of(irq).signal();
    }

    @Override
    public void close() {
        eventfds.forEach(Eventfd::close);
    }

    private Eventfd of(Irq irq) {
        return switch (irq) {
            case IO -> eventfds.get(0);
            case CRW -> eventfds.get(1);
            case REQ -> eventfds.get(2);
        };
    }
}
