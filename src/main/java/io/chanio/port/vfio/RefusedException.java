package io.chanio.port.vfio;

import io.chanio.os.NativeCallException;

/** A subchannel can't be opened; the message is a sentence for the person who mends it. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    RefusedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    private RefusedException(String reason, NativeCallException cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** The kernel refused {@code failure}'s call. */
    static RefusedException because(NativeCallException failure, Touched touched) {
        String advice = touched.advice(failure.errno());
        return new RefusedException(failure.getMessage() + (advice.isEmpty() ? "" : ": " + advice), failure);
    }

    String reason() {
        return reason;
    }
}
