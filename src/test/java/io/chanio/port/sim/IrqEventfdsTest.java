package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.os.NativeCallException;
import io.chanio.port.Irq;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import jnr.ffi.provider.LoadedLibrary;
import org.junit.jupiter.api.Test;

class IrqEventfdsTest {

    private final Set<Object> open = new HashSet<>();

    @Test
    void eachInterruptionHasItsOwn() {
        try (IrqEventfds eventfds = IrqEventfds.open(libc(3))) {
            assertThat(open)
                    .containsExactlyInAnyOrder(
                            eventfds.number(Irq.IO), eventfds.number(Irq.CRW), eventfds.number(Irq.REQ));
        }
        assertThat(open).isEmpty();
    }

    @Test
    void leavesNoneOpenWhenOneCannotBeHad() {
        assertThatThrownBy(() -> IrqEventfds.open(libc(2))).isInstanceOf(NativeCallException.class);
        assertThat(open).isEmpty();
    }

    /** The C library with room for {@code count} eventfds. */
    private LibC libc(int count) {
        LibC real = Native.load();
        return (LibC) Proxy.newProxyInstance(
                LibC.class.getClassLoader(),
                new Class<?>[] {LibC.class, LoadedLibrary.class},
                (proxy, method, arguments) -> {
                    boolean opens = method.getName().equals("eventfd");
                    Object result = opens && open.size() == count
                            ? (Object) Integer.valueOf(-1)
                            : method.invoke(real, arguments);
                    if (opens) {
                        open.add(result);
                        open.remove(-1);
                    } else if (method.getName().equals("close")) {
                        open.remove(arguments[0]);
                    }
                    return result;
                });
    }
}
