package io.chanio.port.vfio;

/**
 * What an operator decides about this backend.
 *
 * @param wanted which interface opens devices
 * @param claims the subchannels that chanio binds to {@code vfio_ccw} itself
 * @param online what is done about a claimed device that is online
 */
public record VfioSettings(VfioInterface wanted, ClaimList claims, OnlineDevices online) {

    /** What is done about a claimed device that is online. */
    public enum OnlineDevices {
        REFUSE,
        SET_OFFLINE
    }
}
