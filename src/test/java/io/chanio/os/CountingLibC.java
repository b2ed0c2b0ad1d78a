package io.chanio.os;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import jnr.ffi.provider.LoadedLibrary;

/** The real C library, with a count of the calls of each function. */
final class CountingLibC {

    private final Map<String, Integer> calls = new HashMap<>();
    private final LibC libc;

    CountingLibC(LibC real) {
        this.libc = (LibC) Proxy.newProxyInstance(
                LibC.class.getClassLoader(),
                new Class<?>[] {LibC.class, LoadedLibrary.class},
                (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
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
}
