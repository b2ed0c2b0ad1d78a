/**
 * The channel subsystem's architecture as values: words, blocks and identifiers with their codecs. No I/O, no clock,
 * no logger: everything here is a pure function of its bytes.
 */
@NullMarked
package io.chanio.css;

import org.jspecify.annotations.NullMarked;
