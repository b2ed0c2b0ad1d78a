/**
 * Operations: recipes of channel programs with a judgement of what they gave, each a value, and the catalogue by which
 * clients name them. What belongs to a kind of device lives in a package below.
 */
@NullMarked
package io.chanio.operation;

import org.jspecify.annotations.NullMarked;
