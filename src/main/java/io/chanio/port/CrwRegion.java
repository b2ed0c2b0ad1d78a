package io.chanio.port;

/**
 * The vfio-ccw channel-report region: a read takes one pending channel-report word. Both words are in host order.
 *
 * @see "linux include/uapi/linux/vfio_ccw.h, struct ccw_crw_region"
 */
public final class CrwRegion {

    public static final int CRW_OFFSET = 0;
    public static final int LENGTH = 8;

    private CrwRegion() {}
}
