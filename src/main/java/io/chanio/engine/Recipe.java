package io.chanio.engine;

import io.chanio.program.Effect;

/**
 * An operation: channel programs and a judgement of what they gave. It never retries, waits, logs or picks a path; the
 * engine acts.
 *
 * @param <R> the operation's result
 */
public interface Recipe<R> {

    /** The name under which clients know it, as {@code sense-id}. */
    String name();

    /** The two answers for all programs that it may run. */
    Effect effect();

    /** Its first step. */
    Step<R> begin();
}
