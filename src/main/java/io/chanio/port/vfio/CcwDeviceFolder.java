package io.chanio.port.vfio;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of a ccw device: what the kernel's own drivers show of the device behind a subchannel that they have.
 *
 * @see "linux drivers/s390/cio/device.c"
 */
record CcwDeviceFolder(KernelFiles files, Path folder, DeviceNumber number) {

    private static final Pattern TYPE_AND_MODEL = Pattern.compile("([0-9a-f]{4})/([0-9a-f]{2})");
    private static final int NO_TYPE = 0;
    private static final int HEXADECIMAL = 16;

    /** Empty while the kernel has not recognised the device. */
    Optional<DeviceIdentity> identity() {
        Matcher controlUnit = typeAndModel("cutype");
        if (!controlUnit.matches() || first(controlUnit) == NO_TYPE) {
            return Optional.empty();
        }
        Matcher device = typeAndModel("devtype");
        boolean typed = device.matches();
        return Optional.of(new DeviceIdentity(
                first(controlUnit),
                second(controlUnit),
                typed ? first(device) : NO_TYPE,
                typed ? second(device) : 0,
                List.of()));
    }

    /** The driver of the device, which is not that of the subchannel. */
    Optional<String> driver() {
        return files.linkName(folder.resolve("driver"));
    }

    boolean online() {
        return files.read(folder.resolve("online")).equals(Optional.of("1"));
    }

    /** It certainly is: what can't be read may be online. */
    boolean offline() {
        return files.read(folder.resolve("online")).equals(Optional.of("0"));
    }

    /** Only drivers of disks show it, and only while the device is online. */
    boolean parallelAccessAlias() {
        return files.read(folder.resolve("alias")).equals(Optional.of("1"));
    }

    boolean grouped() {
        return files.linkName(folder.resolve("group_device")).isPresent();
    }

    Optional<Object> incarnation() {
        return files.incarnation(folder);
    }

    Path onlineAttribute() {
        return folder.resolve("online");
    }

    private Matcher typeAndModel(String attribute) {
        return TYPE_AND_MODEL.matcher(files.read(folder.resolve(attribute)).orElse(""));
    }

    private static int first(Matcher matcher) {
        return Integer.parseInt(matcher.group(1), HEXADECIMAL);
    }

    private static int second(Matcher matcher) {
        return Integer.parseInt(matcher.group(2), HEXADECIMAL);
    }
}
