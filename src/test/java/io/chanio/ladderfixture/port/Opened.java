package io.chanio.ladderfixture.port;

/** Innocent: uses nothing. */
public record Opened(int number) {}
