package io.chanio.engine;

/** What is known about the end of what was started for a job. */
enum ProgramEnd {
    /** Nothing was ever executed. */
    NEVER_RAN,
    /** Its final, halt or clear IRB was read. */
    CONFIRMED,
    /** It may still be running. */
    UNKNOWN;

    boolean known() {
        return switch (this) {
            case NEVER_RAN, CONFIRMED -> true;
            case UNKNOWN -> false;
        };
    }
}
