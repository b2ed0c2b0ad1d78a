package io.chanio.port.vfio;

import io.chanio.css.Schib;
import io.chanio.port.AsyncRegion;
import io.chanio.port.CrwRegion;

/**
 * The regions that a kernel may have for a subchannel besides the I/O region, each known by its subtype alone.
 *
 * @see "linux include/uapi/linux/vfio.h, VFIO_REGION_SUBTYPE_CCW_ASYNC_CMD ..."
 */
enum CcwRegion {
    ASYNC(1, AsyncRegion.LENGTH),
    SCHIB(2, Schib.LENGTH),
    CRW(3, CrwRegion.LENGTH);

    private final int subtype;
    private final int length;

    CcwRegion(int subtype, int length) {
        this.subtype = subtype;
        this.length = length;
    }

    /** True when {@code info} is this region, with all that chanio knows of it. */
    boolean is(RegionInfo info) {
        return info.length() >= length
                && info.type().filter(type -> type.isCcw(subtype)).isPresent();
    }
}
