/**
 * The simulator's fault surface over HTTP: what makes a simulated subchannel misbehave, for tests and game days. Only
 * {@code wiring} switches it on.
 */
@NullMarked
package io.chanio.api.sim;

import org.jspecify.annotations.NullMarked;
