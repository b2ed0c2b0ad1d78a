package io.chanio.engine;

import io.chanio.port.AsyncRegion;
import io.chanio.port.Errno;
import io.chanio.port.IoRegion;
import java.util.Optional;

/**
 * The one place where the answer of a port becomes a meaning.
 *
 * @see "linux Documentation/arch/s390/vfio-ccw.rst, vfio-ccw I/O region and vfio-ccw cmd region"
 * @see "linux drivers/s390/cio/vfio_ccw_fsm.c, vfio_ccw_cp.c"
 */
final class ReturnCodes {

    private static final StartOutcome STARTED = new StartOutcome.Accepted();
    private static final HaltClearOutcome ASKED = new HaltClearOutcome.Accepted();

    private ReturnCodes() {}

    /** @param answer of a write of the I/O region: a byte count, or a negated error number */
    static StartOutcome ofStart(int answer) {
        if (answer == IoRegion.LENGTH) {
            return STARTED;
        }
        if (answer >= 0) {
            return new StartOutcome.Failed(0, "the driver took " + answer + " of " + IoRegion.LENGTH + " bytes");
        }
        Optional<Errno> errno = Errno.ofAnswer(answer);
        return errno.isPresent()
                ? ofStart(errno.get())
                : new StartOutcome.Failed(
                        -answer, "the driver answered errno " + -answer + ", which it does not document");
    }

    static StartOutcome ofStart(Errno errno) {
        return switch (errno) {
            case EAGAIN, ENOMEM -> new StartOutcome.Deferred(errno);
            case EBUSY -> new StartOutcome.Busy();
            case EACCES -> new StartOutcome.PathsNotOperational();
            case ENODEV -> new StartOutcome.NotOperational();
            case EIO -> new StartOutcome.DriverGone();
            case EINVAL, EOPNOTSUPP, EPERM, ENOENT -> new StartOutcome.Refused(errno);
            case EFAULT -> new StartOutcome.Failed(errno.number(), "chanio handed the driver a bad buffer");
        };
    }

    /** @param answer of a write of the async command region: a byte count, or a negated error number */
    static HaltClearOutcome ofHaltOrClear(int answer) {
        if (answer == AsyncRegion.LENGTH) {
            return ASKED;
        }
        if (answer >= 0) {
            return new HaltClearOutcome.Failed(0);
        }
        Optional<Errno> errno = Errno.ofAnswer(answer);
        return errno.isPresent() ? ofHaltOrClear(errno.get()) : new HaltClearOutcome.Failed(-answer);
    }

    static HaltClearOutcome ofHaltOrClear(Errno errno) {
        return switch (errno) {
            case EAGAIN, EBUSY, ENOMEM -> new HaltClearOutcome.Later(errno);
            case ENODEV -> new HaltClearOutcome.NotOperational();
            case EIO -> new HaltClearOutcome.DriverGone();
            case EINVAL, EOPNOTSUPP, EPERM, ENOENT, EACCES, EFAULT -> new HaltClearOutcome.Failed(errno.number());
        };
    }
}
