package io.chanio.ladderfixture.port.vfio;

import io.chanio.ladderfixture.css.Value;

/** Innocent: a port may use the architecture. */
public record Hardware(Value value) {}
