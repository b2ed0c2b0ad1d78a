package io.chanio.port.vfio;

/** A call of the scripted kernel ends with -1 and this errno. */
final class KernelRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    // include/uapi/asm-generic/errno-base.h
    static final int ENOENT = 2;
    static final int EBADF = 9;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int EMFILE = 24;
    static final int ENOTTY = 25;

    final int errno;

    KernelRefusal(int errno) {
        super("errno " + errno);
        this.errno = errno;
    }

    static void unless(boolean holds, int errno) {
        if (!holds) {
            throw new KernelRefusal(errno);
        }
    }
}
