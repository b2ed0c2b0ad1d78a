package io.chanio.ladderfixture.operation;

/** Innocent: a result. */
public record Identity(int type) {}
