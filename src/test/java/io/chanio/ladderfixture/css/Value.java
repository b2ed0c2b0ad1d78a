package io.chanio.ladderfixture.css;

/** Innocent: uses nothing. */
public record Value(int number) {}
