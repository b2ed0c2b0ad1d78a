package io.chanio.engine;

/** Where a job stands. */
public enum JobState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** It was started, may have changed the device, and nobody knows how it ended. */
    INDETERMINATE;

    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED, INDETERMINATE -> true;
        };
    }
}
