package io.chanio.engine;

/**
 * A halt, clear or reset that a job asked for.
 *
 * @param listener is told when it was asked for and when it is over
 */
record FunctionRun(ControlFunction function, JobId job, Run.Listener listener) {}
