package io.chanio.operation.dasd;

import io.chanio.css.PathMask;
import io.chanio.css.SenseData;

/**
 * What a command that reserves or releases a disk gave.
 *
 * @param path that the command took
 * @param sense that the command transferred: each of them is a sense too
 */
public record ReservationAnswer(PathMask path, SenseData sense) {}
