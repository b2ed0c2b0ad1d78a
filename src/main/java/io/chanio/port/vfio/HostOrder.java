package io.chanio.port.vfio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory for the structures that ioctls take: direct, zero at first, in the byte order of the host. */
final class HostOrder {

    private HostOrder() {}

    static ByteBuffer structure(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }
}
