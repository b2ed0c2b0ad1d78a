package io.chanio.port.sim;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;

/**
 * The bytes that a device has to offer to a read, which the channel takes from where they are: good until the device is
 * called again.
 *
 * <p>Threads: one at a time, as the device.
 */
public sealed interface DeviceData {

    int length();

    /** Stores {@code length} bytes from {@code from} on at the absolute {@code offset} of {@code target}. */
    void copyTo(ByteBuffer target, int offset, int from, int length);

    /** The bytes, to keep. */
    Octets toOctets();

    /** Bytes that were made for the answer. */
    record Made(Octets bytes) implements DeviceData {

        @Override
        public int length() {
            return bytes.length();
        }

        @Override
        public void copyTo(ByteBuffer target, int offset, int from, int length) {
            bytes.copyTo(target, offset, from, length);
        }

        @Override
        public Octets toOctets() {
            return bytes;
        }
    }

    /**
     * Bytes that lie on the medium.
     *
     * @param bytes from its first byte to its capacity
     */
    record Stored(ByteBuffer bytes) implements DeviceData {

        @Override
        public int length() {
            return bytes.capacity();
        }

        @Override
        public void copyTo(ByteBuffer target, int offset, int from, int length) {
            target.put(offset, bytes, from, length);
        }

        @Override
        public Octets toOctets() {
            return Octets.of(bytes, 0, bytes.capacity());
        }
    }
}
