package io.chanio.engine;

import io.chanio.css.ChannelPaths;
import io.chanio.css.PathMask;
import java.util.Optional;

/**
 * The channel paths of a subchannel as an operation finds them.
 *
 * @param paths empty where nobody tells which are installed
 * @param reserved the one path that programs may take; empty when the device is not reserved
 */
public record PathSituation(Optional<ChannelPaths> paths, Optional<PathMask> reserved) {}
