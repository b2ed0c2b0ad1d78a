package io.chanio.port.sim;

import io.chanio.os.LibC;
import io.chanio.os.MappedMemory;
import io.chanio.port.Arena;
import io.chanio.port.ArenaPlacement;
import java.nio.ByteBuffer;

/** Really mapped memory that a simulated channel reaches by addresses of its own. */
final class SimulatedArena implements Arena, AutoCloseable {

    private final MappedMemory mapping;
    private final int address;

    private SimulatedArena(MappedMemory mapping, int address) {
        this.mapping = mapping;
        this.address = address;
    }

    static SimulatedArena map(LibC libc, ArenaPlacement placement) {
        return new SimulatedArena(MappedMemory.map(libc, placement.length()), placement.address());
    }

    @Override
    public ByteBuffer memory() {
        return mapping.memory();
    }

    @Override
    public int address() {
        return address;
    }

    @Override
    public void close() {
        mapping.close();
    }
}
