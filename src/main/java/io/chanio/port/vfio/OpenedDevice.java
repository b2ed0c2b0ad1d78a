package io.chanio.port.vfio;

import io.chanio.os.Descriptor;

/** A device's descriptor, and the address space that it works in: closed in this order. */
record OpenedDevice(Descriptor descriptor, AddressSpace addressSpace) {}
