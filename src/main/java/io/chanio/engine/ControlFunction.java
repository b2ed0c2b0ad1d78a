package io.chanio.engine;

/**
 * What can be done to a subchannel instead of starting a program on it.
 *
 * @see "SA22-7832 Principles of Operation, ch. 14, HALT SUBCHANNEL, CLEAR SUBCHANNEL; linux VFIO_DEVICE_RESET"
 */
public enum ControlFunction {
    /** The device ends what it does, in order. */
    HALT,
    /** The subchannel forgets what it does. */
    CLEAR,
    /** The kernel halts and clears until the subchannel is quiet: an operator's last resort, which may take minutes. */
    RESET
}
