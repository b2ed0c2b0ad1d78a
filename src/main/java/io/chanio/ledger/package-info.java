/**
 * The record of jobs behind the engine's {@link io.chanio.engine.Ledger} and the ways in ({@link io.chanio.engine.History}):
 * in memory and bounded, and, where somebody relies on it, in a {@link io.chanio.ledger.Store} that outlives the process.
 */
@NullMarked
package io.chanio.ledger;

import org.jspecify.annotations.NullMarked;
