package io.chanio.port.vfio;

import io.chanio.os.LibC;
import io.chanio.os.MappedMemory;
import io.chanio.port.Arena;
import io.chanio.port.ArenaPlacement;
import java.nio.ByteBuffer;

/** Memory of this process that an opened device finds at addresses of its own. */
final class VfioArena implements Arena {

    private final MappedMemory memory;
    private final int address;

    private VfioArena(MappedMemory memory, int address) {
        this.memory = memory;
        this.address = address;
    }

    /** @throws io.chanio.os.NativeCallException when the kernel gives no memory, or does not map it for the device */
    static VfioArena map(LibC libc, ArenaPlacement placement, AddressSpace space) {
        MappedMemory memory = MappedMemory.map(libc, placement.length());
        try {
            space.map(memory, placement.address());
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        return new VfioArena(memory, placement.address());
    }

    @Override
    public ByteBuffer memory() {
        return memory.memory();
    }

    @Override
    public int address() {
        return address;
    }

    /** Takes the memory away from the device, which is closed. */
    void unmap(AddressSpace space) {
        space.unmap(address, memory.memory().capacity());
    }

    /** Gives the memory back, once no device finds it any more. */
    void free() {
        memory.close();
    }
}
