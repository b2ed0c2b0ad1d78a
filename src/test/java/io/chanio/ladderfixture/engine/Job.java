package io.chanio.ladderfixture.engine;

/** Innocent: uses nothing. */
public record Job(String id) {}
