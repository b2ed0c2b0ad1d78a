package io.chanio.os;

/**
 * The names of the error numbers that the calls of {@link LibC} are known to end with.
 *
 * @see "linux include/uapi/asm-generic/errno-base.h, errno.h (alike on x86_64 and s390x)"
 */
enum ErrorNumber {
    EPERM(1),
    ENOENT(2),
    EINTR(4),
    EIO(5),
    EBADF(9),
    EAGAIN(11),
    ENOMEM(12),
    EACCES(13),
    EFAULT(14),
    EBUSY(16),
    EEXIST(17),
    ENODEV(19),
    ENOTDIR(20),
    EISDIR(21),
    EINVAL(22),
    ENFILE(23),
    EMFILE(24),
    ENOTTY(25),
    ENOSPC(28),
    ESPIPE(29),
    EROFS(30),
    ELOOP(40),
    EOVERFLOW(75),
    EOPNOTSUPP(95);

    private final int number;

    ErrorNumber(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The name of {@code number}, or {@code errno N} for one that stands in no line above. */
    static String nameOf(int number) {
        for (ErrorNumber known : values()) {
            if (known.number == number) {
                return known.name();
            }
        }
        return "errno " + number;
    }
}
