/**
 * Where the plain classes become beans: configuration, the one switch that picks the backend, start, readiness and
 * orderly end.
 */
@NullMarked
package io.chanio.wiring;

import org.jspecify.annotations.NullMarked;
