package io.chanio.ledger;

/** What was stored can't be read back, and cutting it off would lose what was promised. */
public final class DamagedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message where it is damaged, with file and position, and what to do */
    public DamagedStoreException(String message) {
        super(message);
    }
}
