package io.chanio.ladderfixture.operation;

import io.chanio.ladderfixture.operation.dasd.Track;

/** Offends with {@link Track}: the two packages need each other. */
public record Reads(Track track) implements Recipe {}
