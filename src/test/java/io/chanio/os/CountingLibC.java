package io.chanio.os;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jnr.ffi.provider.LoadedLibrary;

/** The real C library, with a count of the calls of each function, and a place to put what another thread would do. */
final class CountingLibC {

    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Runnable> meanwhile = new HashMap<>();
    private final LibC libc;

    CountingLibC(LibC real) {
        this.libc = (LibC) Proxy.newProxyInstance(
                LibC.class.getClassLoader(),
                new Class<?>[] {LibC.class, LoadedLibrary.class},
                (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
                    Optional.ofNullable(meanwhile.get(method.getName())).ifPresent(Runnable::run);
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    LibC libc() {
        return libc;
    }

    int calls(String function) {
        return calls.getOrDefault(function, 0);
    }

    /** Runs {@code action} directly before each call of {@code function}. */
    void before(String function, Runnable action) {
        meanwhile.put(function, action);
    }
}
