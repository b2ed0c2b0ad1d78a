package io.chanio.port;

/**
 * The interruption descriptors of an opened subchannel, in the order of the kernel header.
 *
 * @see "linux include/uapi/linux/vfio.h, VFIO_CCW_IO_IRQ_INDEX ..."
 */
public enum Irq {
    /** An IRB was stored into the I/O region, solicited or not. */
    IO,
    /** A channel report is pending. */
    CRW,
    /** The kernel wants the device back. */
    REQ
}
