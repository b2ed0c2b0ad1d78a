package io.chanio.ladderfixture.os;

/** Innocent: uses nothing. */
public record EventPoll(int descriptor) {}
