package io.chanio.api;

/** Whether the paths under {@code /sim} are there. */
public enum FaultSurface {
    PRESENT,
    ABSENT
}
