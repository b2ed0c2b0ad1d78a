package io.chanio.control;

import java.time.Instant;

/**
 * An event as it was told.
 *
 * @param number counts the events of one life of the process, from 1 on
 */
public record Told(long number, Instant at, Event event) {}
