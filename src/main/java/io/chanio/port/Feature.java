package io.chanio.port;

/** What an opened subchannel offers beyond START: a kernel may lack any of these. */
public enum Feature {
    /** The async command region. */
    HALT_CLEAR,
    /** The SCHIB region. */
    SCHIB,
    /** The channel-report region and its descriptor. */
    CRW,
    /** The descriptor by which the kernel asks for the device. */
    REQ
}
