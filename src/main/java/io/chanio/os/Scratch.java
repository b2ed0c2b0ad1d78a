package io.chanio.os;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A small piece of native memory for a call's fields, in host order; freed when nobody refers to it any more. Owned by one
 * thread at a time, like the object that holds it.
 */
final class Scratch {

    private final ByteBuffer bytes;
    private final long address;

    /** Memory of {@code length} bytes, all zero. */
    Scratch(int length) {
        this.bytes = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        this.address = addressOf(bytes);
    }

    /** The bytes in host order; only absolute accesses. */
    ByteBuffer bytes() {
        return bytes;
    }

    long address() {
        return address;
    }

    /** Where the byte at index 0 of a direct buffer lies. */
    static long addressOf(ByteBuffer direct) {
        return MemoryIO.getInstance().getDirectBufferAddress(direct);
    }
}
