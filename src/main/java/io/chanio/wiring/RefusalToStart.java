package io.chanio.wiring;

/** chanio can't start as it is configured; the message says what to mend. */
final class RefusalToStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusalToStart(String reason) {
        super(reason);
    }
}
