package io.chanio.port;

import java.util.Optional;

/**
 * The error numbers that the vfio-ccw driver answers with. A port's answer is a byte count, or one of these negated.
 *
 * @see "linux include/uapi/asm-generic/errno-base.h, errno.h (alike on x86_64 and s390x)"
 */
public enum Errno {
    EPERM(1),
    ENOENT(2),
    EIO(5),
    EAGAIN(11),
    ENOMEM(12),
    EACCES(13),
    EFAULT(14),
    EBUSY(16),
    ENODEV(19),
    EINVAL(22),
    EOPNOTSUPP(95);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** What a port returns for this error. */
    public int asAnswer() {
        return -number;
    }

    /** The error behind a port's answer; empty for a byte count and for a number that the driver does not document. */
    public static Optional<Errno> ofAnswer(int answer) {
        for (Errno errno : values()) {
            if (errno.number == -answer) {
                return Optional.of(errno);
            }
        }
        return Optional.empty();
    }
}
