package io.chanio.port;

/**
 * The vfio-ccw I/O region: a write of it is a START SUBCHANNEL, a read of it yields the newest IRB.
 *
 * <pre>
 *    0         12        24                     120        124
 *   +---------+---------+----------------------+----------+
 *   |   ORB   |  SCSW   |         IRB          | ret_code |
 *   +---------+---------+----------------------+----------+
 * </pre>
 *
 * ORB, SCSW and IRB are big-endian; {@code ret_code} is in host order and no completion status.
 *
 * @see "linux include/uapi/linux/vfio_ccw.h, struct ccw_io_region"
 */
public final class IoRegion {

    public static final int ORB_OFFSET = 0;
    public static final int SCSW_OFFSET = 12;
    public static final int IRB_OFFSET = 24;
    public static final int RETURN_CODE_OFFSET = 120;
    public static final int LENGTH = 124;

    private IoRegion() {}
}
