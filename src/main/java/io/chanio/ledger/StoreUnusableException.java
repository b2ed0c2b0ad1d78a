package io.chanio.ledger;

/** A store can't be opened at all; nothing in it was changed. */
public final class StoreUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line: which store, and why */
    public StoreUnusableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message one line: which store, and why */
    public StoreUnusableException(String message) {
        super(message);
    }
}
