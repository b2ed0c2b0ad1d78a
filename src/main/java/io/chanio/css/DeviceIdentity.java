package io.chanio.css;

import java.util.List;
import java.util.Locale;

/**
 * What a device says of itself in answer to SENSE ID.
 *
 * @param controlUnitType four hexadecimal digits, as 0x3990
 * @param controlUnitModel 0 to 255
 * @param deviceType four hexadecimal digits; 0 where the control unit gave none
 * @param deviceModel 0 to 255
 * @param commands the command-information words behind the identity
 * @see "SA22-7204 Common I/O-Device Commands, Sense ID"
 */
public record DeviceIdentity(
        int controlUnitType, int controlUnitModel, int deviceType, int deviceModel, List<CommandInformation> commands) {

    public DeviceIdentity {
        commands = List.copyOf(commands);
    }

    /**
     * A command-information word: which command serves a purpose on this device.
     *
     * @param type 0 read configuration data, 1 set interface identifier, 2 read subsystem data
     * @param command command code, 0 to 255
     * @param count bytes that the command transfers
     */
    public record CommandInformation(int type, int command, int count) {}

    /** As people write it: {@code 3990/e9 3390/0a}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%04x/%02x %04x/%02x", controlUnitType, controlUnitModel, deviceType, deviceModel);
    }
}
