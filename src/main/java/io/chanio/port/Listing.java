package io.chanio.port;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import java.util.Optional;

/**
 * One subchannel of the inventory.
 *
 * @param unusable why it can't be opened (no image, not bound to the driver ...); empty when it can
 */
public record Listing(SubchannelId subchannel, DeviceNumber deviceNumber, Optional<String> unusable) {}
