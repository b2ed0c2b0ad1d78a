package io.chanio.port.vfio;

import io.chanio.css.SubchannelId;
import io.chanio.port.Opening;

/** Opens mediated devices. Callable from any thread. */
interface DeviceOpener {

    /** The subchannel behind {@code device}, opened; or why not. */
    Opening open(SubchannelId subchannel, MediatedDevice device);
}
