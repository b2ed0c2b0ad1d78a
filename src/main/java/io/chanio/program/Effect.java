package io.chanio.program;

/**
 * The two answers about a channel program. They are apart: RESERVE looks like a sense and changes, SENSE changes nothing
 * and can't be repeated.
 *
 * @param mayChangeDevice policy asks: may the device or its medium be another afterwards?
 * @param repeatable recovery asks: may it be run again after a crash, without knowing whether it ran?
 */
public record Effect(boolean mayChangeDevice, boolean repeatable) {}
