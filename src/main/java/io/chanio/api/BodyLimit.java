package io.chanio.api;

/** The longest request body that is read, in bytes. */
public record BodyLimit(long bytes) {}
