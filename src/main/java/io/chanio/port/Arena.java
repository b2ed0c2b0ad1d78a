package io.chanio.port;

import java.nio.ByteBuffer;

/**
 * Memory that the channel can reach: what lies at {@code memory()} offset 0 has the address {@code address()} in CCWs and
 * ORBs. It lives until the port is closed.
 */
public interface Arena {

    /** The mapped bytes, from position 0 to their capacity. Always the same buffer; big-endian. */
    ByteBuffer memory();

    /** The address of the first byte as the channel sees it (IOVA), below 2 GiB with all its bytes. */
    int address();
}
