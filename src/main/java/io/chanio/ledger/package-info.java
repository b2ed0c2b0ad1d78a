/**
 * The record of jobs behind the engine's {@link io.chanio.engine.Ledger} and the ways in ({@link io.chanio.engine.History}).
 * In memory and bounded: it does not outlive the process.
 */
@NullMarked
package io.chanio.ledger;

import org.jspecify.annotations.NullMarked;
