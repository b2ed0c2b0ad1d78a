package io.chanio.port.vfio;

import io.chanio.port.Errno;
import java.util.Optional;

/** What a call that opens a subchannel is about, and so what an operator can do when the kernel refuses it. */
enum Touched {
    CONTAINER(
            "no container node: load the modules vfio and vfio_iommu_type1, and pass /dev/vfio/vfio into the container"
                    + " if this process runs in one"),
    GROUP("no node of the group: the device may no longer be bound to vfio_ccw, or the node is not passed into the"
            + " container that this process runs in"),
    IOMMUFD("no iommufd in this kernel: load the module iommufd, or take the group interface"),
    NODE("no node of the device: the kernel may lack VFIO_DEVICE_CDEV, or the node is not passed into the container"
            + " that this process runs in"),
    BINDING("the mediated device is gone, or is no longer bound to vfio_ccw"),
    DEVICE("the mediated device is gone, or is no longer bound to vfio_ccw"),
    ARENA("the kernel does not take this memory");

    private static final String IN_USE = "another process has it open";
    /** What the kernel says of a node that is bound already depends on how the other has it open. */
    private static final String BOUND = IN_USE + ", or this kernel does not take the call as chanio makes it";

    private static final String DENIED = "this process may not use it: give its user access to the node by a udev rule;"
            + " SELinux or a container's device list may deny it too";
    private static final String LOCKED_MEMORY =
            "no memory, or the limit of locked memory is reached: raise it (ulimit -l, LimitMEMLOCK=) to the size of all"
                    + " arenas";
    private static final String NOT_TAKEN = "this kernel does not take the call as chanio makes it";

    private final String missing;

    Touched(String missing) {
        this.missing = missing;
    }

    /** What to do about {@code errno}; empty where the errno says it all. */
    String advice(int errno) {
        Optional<Errno> known = Errno.ofAnswer(-errno);
        return known.isPresent() ? advice(known.get()) : "";
    }

    private String advice(Errno errno) {
        return switch (errno) {
            case EBUSY -> IN_USE;
            case EACCES, EPERM -> DENIED;
            case ENOENT, ENODEV -> missing;
            case ENOMEM -> LOCKED_MEMORY;
            case EINVAL -> this == BINDING ? BOUND : NOT_TAKEN;
            case EOPNOTSUPP -> NOT_TAKEN;
            case EIO, EAGAIN, EFAULT -> "";
        };
    }
}
