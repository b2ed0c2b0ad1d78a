package io.chanio.ladderfixture.operation.dasd;

import io.chanio.ladderfixture.operation.Recipe;

/** Offends with its user: the two packages need each other. */
public record Track(int cylinder) implements Recipe {}
