package io.chanio.port.vfio;

import io.chanio.os.MappedMemory;

/** Where an opened device finds memory by the addresses of its programs. Owned by whoever owns the device. */
interface AddressSpace extends AutoCloseable {

    /**
     * The device finds {@code memory} at {@code iova}, all of it.
     *
     * @throws io.chanio.os.NativeCallException when the kernel does not map it
     */
    void map(MappedMemory memory, int iova);

    /** Takes a mapping away, once the device is closed. */
    void unmap(int iova, int length);

    /** Gives up all that held the device open besides its own descriptor, once that is closed. */
    @Override
    void close();
}
