package io.chanio.os;

/** A call of the C library failed in a way that nobody can answer: names the call, what it was about, and the errno. */
public final class NativeCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final String object;
    private final int errno;

    public NativeCallException(String call, String object, int errno) {
        this(call, object, errno, "");
    }

    /** @param advice what a person may do about it; goes behind the errno */
    public NativeCallException(String call, String object, int errno, String advice) {
        super("%s of %s: %s%s"
                .formatted(call, object, ErrorNumber.nameOf(errno), advice.isEmpty() ? "" : " (" + advice + ")"));
        this.call = call;
        this.object = object;
        this.errno = errno;
    }

    public String call() {
        return call;
    }

    public String object() {
        return object;
    }

    public int errno() {
        return errno;
    }
}
