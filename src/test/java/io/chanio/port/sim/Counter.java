package io.chanio.port.sim;

import io.chanio.os.LibC;
import java.nio.ByteOrder;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Reads an eventfd by its number, as whoever waits for it would. */
final class Counter {

    private Counter() {}

    static long take(LibC libc, int descriptor) {
        Pointer word = Memory.allocateDirect(Runtime.getRuntime(libc), Long.BYTES);
        long read = libc.read(descriptor, word.address(), Long.BYTES);
        return read == Long.BYTES ? value(word) : 0;
    }

    private static long value(Pointer word) {
        byte[] bytes = new byte[Long.BYTES];
        word.get(0, bytes, 0, bytes.length);
        return java.nio.ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
    }
}
