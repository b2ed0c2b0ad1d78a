package io.chanio.port;

/**
 * The vfio-ccw async command region: a write of it is a HALT or CLEAR SUBCHANNEL. Both words are in host order.
 *
 * <pre>
 *    0         4          8
 *   +---------+----------+
 *   | command | ret_code |
 *   +---------+----------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio_ccw.h, struct ccw_cmd_region"
 */
public final class AsyncRegion {

    public static final int COMMAND_OFFSET = 0;
    public static final int RETURN_CODE_OFFSET = 4;
    public static final int LENGTH = 8;

    public static final int HALT_SUBCHANNEL = 1;
    public static final int CLEAR_SUBCHANNEL = 2;

    private AsyncRegion() {}
}
