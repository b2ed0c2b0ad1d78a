/**
 * The engine: a lane for every subchannel, workers that own lanes, the state table, and what became of a job. It acts and
 * never judges a result: recipes do. Declares what it needs of others ({@link io.chanio.engine.Ledger},
 * {@link io.chanio.engine.LaneObserver}).
 */
@NullMarked
package io.chanio.engine;

import org.jspecify.annotations.NullMarked;
