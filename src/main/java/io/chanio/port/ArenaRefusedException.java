package io.chanio.port;

/** A subchannel's arena can't be mapped: nothing can be started there, until the machine gives memory. */
public final class ArenaRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /** @param message the refused call, and what a person can do about it */
    public ArenaRefusedException(String message, int errno, Throwable cause) {
        super(message, cause);
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}
