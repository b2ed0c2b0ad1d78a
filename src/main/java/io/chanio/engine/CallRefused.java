package io.chanio.engine;

import java.util.concurrent.RejectedExecutionException;

/** Fails the stage of a call that a lane's owner will never see; the message says why, for people. */
public final class CallRefused extends RejectedExecutionException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a lane takes no call. */
    public enum Reason {
        /** As many wait as may. */
        QUEUE_FULL,
        /** chanio is stopping. */
        DRAINING
    }

    public CallRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
