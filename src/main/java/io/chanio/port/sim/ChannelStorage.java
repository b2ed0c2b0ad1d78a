package io.chanio.port.sim;

import io.chanio.css.Octets;
import io.chanio.port.Arena;
import java.nio.ByteBuffer;

/**
 * What of the storage the channel can reach: one arena, by the addresses that CCWs name.
 *
 * <p>Threads: as those of the subchannel that it belongs to, under its lock.
 */
final class ChannelStorage {

    private final ByteBuffer memory;
    private final int base;

    ChannelStorage(Arena arena) {
        this.memory = arena.memory();
        this.base = arena.address();
    }

    /** True when all {@code length} bytes from {@code address} on are mapped. An address of more than 31 bits never is. */
    boolean maps(int address, int length) {
        long offset = (long) address - base;
        return address >= 0 && offset >= 0 && offset + length <= memory.capacity();
    }

    int word(int address) {
        return memory.getInt(address - base);
    }

    long doubleword(int address) {
        return memory.getLong(address - base);
    }

    Octets fetch(int address, int length) {
        return Octets.of(memory, address - base, length);
    }

    void fetch(int address, byte[] target, int from, int length) {
        memory.get(address - base, target, from, length);
    }

    void store(int address, DeviceData source, int from, int length) {
        source.copyTo(memory, address - base, from, length);
    }
}
