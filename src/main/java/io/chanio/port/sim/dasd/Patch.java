package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;

/** Bytes that are to stand at a position of a file. */
record Patch(long position, Octets bytes) {

    long end() {
        return position + bytes.length();
    }
}
