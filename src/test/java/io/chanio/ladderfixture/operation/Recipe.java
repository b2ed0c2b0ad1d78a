package io.chanio.ladderfixture.operation;

/** Innocent: uses nothing. */
public interface Recipe {}
