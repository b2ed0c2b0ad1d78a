package io.chanio.port;

/** Where the subchannels come from; one process has one. */
public enum Backend {
    VFIO,
    SIMULATED
}
