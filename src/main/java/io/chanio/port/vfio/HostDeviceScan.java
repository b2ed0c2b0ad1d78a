package io.chanio.port.vfio;

import io.chanio.css.DeviceNumber;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the devices of {@link HostDevices}. Callable from any thread.
 *
 * @see "linux arch/s390/kernel/ipl.c, setup.c (condev_setup), drivers/s390/char/con3270.c"
 */
final class HostDeviceScan {

    /** Of the init process too: in a container, or under a service manager, the own root is another. */
    private static final List<String> MOUNT_TABLES = List.of("self/mountinfo", "1/mountinfo");

    /** ID, parent, major:minor, root, mount point, options; a separator; type and source. */
    private static final Pattern ROOT_MOUNT =
            Pattern.compile("^\\d+ \\d+ (\\d+):(\\d+) \\S+ / .*? - \\S+ (\\S+).*$", Pattern.MULTILINE);

    /** A number as the kernel reads it: hexadecimal, octal or decimal. */
    private static final Pattern CONSOLE_DEVICE =
            Pattern.compile("(?:^|\\s)condev=(0[xX][0-9a-fA-F]{1,8}|0[0-7]{0,8}|[1-9]\\d{0,8})");

    private static final Pattern CONSOLE_3270 = Pattern.compile("^tty3270", Pattern.MULTILINE);
    private static final Pattern BUS_ID = Pattern.compile("0\\.[0-3]\\.[0-9a-f]{4}");
    private static final String NO_MAJOR = "0";
    private static final int DEVICE_NUMBER_MAX = 0xFFFF;

    /** Mapped devices on mapped devices: deeper ones than this are not made. */
    private static final int LAYERS_MAX = 16;

    private final KernelFiles files;
    private final KernelPaths paths;

    HostDeviceScan(KernelFiles files, KernelPaths paths) {
        this.files = files;
        this.paths = paths;
    }

    HostDevices look() {
        return new HostDevices(ipl(), roots(), console(), console3270());
    }

    private Optional<DeviceNumber> ipl() {
        return files.read(paths.sys().resolve("firmware/ipl/device"))
                .filter(text -> BUS_ID.matcher(text).matches())
                .map(DeviceNumber::parse);
    }

    private Optional<DeviceNumber> console() {
        Matcher matcher = CONSOLE_DEVICE.matcher(
                files.read(paths.proc().resolve("cmdline")).orElse(""));
        Optional<DeviceNumber> last = Optional.empty();
        while (matcher.find()) {
            long number = Long.decode(matcher.group(1));
            if (number <= DEVICE_NUMBER_MAX) {
                last = Optional.of(new DeviceNumber(0, (int) number));
            }
        }
        return last;
    }

    private boolean console3270() {
        return CONSOLE_3270
                .matcher(files.read(paths.proc().resolve("consoles")).orElse(""))
                .find();
    }

    private Set<DeviceNumber> roots() {
        Set<DeviceNumber> found = new HashSet<>();
        for (String table : MOUNT_TABLES) {
            Matcher mount =
                    ROOT_MOUNT.matcher(files.read(paths.proc().resolve(table)).orElse(""));
            while (mount.find()) {
                block(mount.group(1), mount.group(2), mount.group(3))
                        .ifPresent(device -> addChannelDevices(device, found, 0));
            }
        }
        return found;
    }

    /** A file system over several devices has a number that is no device's: then its source is one of them. */
    private Optional<Path> block(String major, String minor, String source) {
        if (!major.equals(NO_MAJOR)) {
            return files.realPath(paths.sys().resolve("dev/block/" + major + ":" + minor));
        }
        if (!source.startsWith("/dev/")) {
            return Optional.empty();
        }
        return files.realPath(paths.dev().resolve(source.substring("/dev/".length())))
                .flatMap(node -> Optional.ofNullable(node.getFileName()))
                .flatMap(name ->
                        files.realPath(paths.sys().resolve("class/block").resolve(name)));
    }

    /** A partition lies below its disk, the disk below its ccw device, a mapped device above its slaves. */
    private void addChannelDevices(Path block, Set<DeviceNumber> found, int layer) {
        if (layer > LAYERS_MAX) {
            return;
        }
        ccwDeviceAbove(block).ifPresent(found::add);
        slaves(block).forEach(device -> addChannelDevices(device, found, layer + 1));
        // Those of a partition are its disk's.
        Path disk = block.getParent();
        if (disk != null) {
            slaves(disk).forEach(device -> addChannelDevices(device, found, layer + 1));
        }
    }

    private List<Path> slaves(Path block) {
        Path folder = block.resolve("slaves");
        return files.names(folder).stream()
                .flatMap(name -> files.realPath(folder.resolve(name)).stream())
                .toList();
    }

    /** The last bus id of the path: the one before it is the subchannel's. */
    private static Optional<DeviceNumber> ccwDeviceAbove(Path block) {
        Optional<DeviceNumber> last = Optional.empty();
        for (Path name : block) {
            if (BUS_ID.matcher(name.toString()).matches()) {
                last = Optional.of(DeviceNumber.parse(name.toString()));
            }
        }
        return last;
    }
}
