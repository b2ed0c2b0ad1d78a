package io.chanio.control;

/** Whether several jobs depend on each other's acceptance. */
public enum Atomicity {
    /** One that is refused has all refused. */
    ALL_OR_NONE,
    /** Each is accepted or refused by itself. */
    EACH_BY_ITSELF
}
