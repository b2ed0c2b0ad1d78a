package io.chanio.port.vfio;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The folder of a subchannel below {@code bus/css/devices}. Each question is a look at what is there now.
 *
 * @see "linux drivers/s390/cio/css.c"
 */
final class SubchannelFolder {

    static final String IO_SUBCHANNEL = "io_subchannel";
    static final String VFIO_CCW = "vfio_ccw";

    private static final Pattern BUS_ID = Pattern.compile("0\\.[0-3]\\.[0-9a-f]{4}");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String TYPE_IO = "0";
    private static final int MASKS = 3;
    private static final int HEXADECIMAL = 16;

    private final KernelFiles files;
    private final Path sys;
    private final SubchannelId id;
    private final Path path;

    SubchannelFolder(KernelFiles files, Path sys, SubchannelId id) {
        this.files = files;
        this.sys = sys;
        this.id = id;
        this.path = sys.resolve("bus/css/devices").resolve(id.toString());
    }

    /** The subchannels that there are, of any type. */
    static List<SubchannelId> all(KernelFiles files, Path sys) {
        return files.names(sys.resolve("bus/css/devices")).stream()
                .filter(name -> BUS_ID.matcher(name).matches())
                .map(SubchannelId::parse)
                .sorted()
                .toList();
    }

    KernelFiles files() {
        return files;
    }

    Path sys() {
        return sys;
    }

    SubchannelId id() {
        return id;
    }

    Path path() {
        return path;
    }

    Optional<Object> incarnation() {
        return files.incarnation(path);
    }

    /** Whether it is for I/O; others are for messages, CHSC commands and storage-class memory. Empty when nobody tells. */
    Optional<Boolean> forIo() {
        return files.read(path.resolve("type")).map(TYPE_IO::equals);
    }

    Optional<String> driver() {
        return files.linkName(path.resolve("driver"));
    }

    /** The one driver that may have it, where somebody said so. */
    Optional<String> driverOverride() {
        return files.read(path.resolve("driver_override"));
    }

    /** What the subchannel itself says of its device; older kernels don't show it. */
    Optional<DeviceNumber> statedDevice() {
        return files.read(path.resolve("dev_busid"))
                .filter(text -> BUS_ID.matcher(text).matches())
                .map(DeviceNumber::parse);
    }

    Optional<CcwDeviceFolder> ccwDevice() {
        return files.names(path).stream()
                .filter(name -> BUS_ID.matcher(name).matches())
                .findFirst()
                .map(DeviceNumber::parse)
                .map(this::ccwDevice);
    }

    CcwDeviceFolder ccwDevice(DeviceNumber number) {
        return new CcwDeviceFolder(files, path.resolve(number.toString()), number);
    }

    Optional<ChannelPaths> channelPaths() {
        Optional<Octets> chpids = bytes("chpids", PathMask.PATHS);
        Optional<Octets> masks = bytes("pimpampom", MASKS);
        return chpids.isEmpty() || masks.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChannelPaths(
                        chpids.get(), mask(masks.get(), 0), mask(masks.get(), 1), mask(masks.get(), 2)));
    }

    /** The mediated devices below it: the kernel allows one. */
    List<UUID> mediatedDevices() {
        return files.names(path).stream()
                .filter(name -> UUID_FORM.matcher(name).matches())
                .map(UUID::fromString)
                .toList();
    }

    Path mediatedDevicePath(UUID uuid) {
        return path.resolve(uuid.toString());
    }

    /** Tells a mediated device from one that is made later, also under the same UUID. */
    Optional<String> instance(UUID uuid) {
        return files.incarnation(mediatedDevicePath(uuid)).map(incarnation -> uuid + " " + incarnation);
    }

    /** How a process opens the mediated device. */
    MediatedDevice mediatedDevice(UUID uuid) {
        Path folder = mediatedDevicePath(uuid);
        OptionalInt group = files.linkName(folder.resolve("iommu_group"))
                .map(number -> OptionalInt.of(Integer.parseInt(number)))
                .orElse(OptionalInt.empty());
        Optional<String> node = files.names(folder.resolve("vfio-dev")).stream().findFirst();
        return new MediatedDevice(uuid, group, node);
    }

    private static PathMask mask(Octets masks, int index) {
        return new PathMask(masks.at(index));
    }

    private Optional<Octets> bytes(String attribute, int count) {
        return files.read(path.resolve(attribute)).map(BLANKS::split).flatMap(words -> bytes(words, count));
    }

    private static Optional<Octets> bytes(String[] words, int count) {
        if (words.length != count) {
            return Optional.empty();
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            if (!words[i].matches("[0-9a-f]{2}")) {
                return Optional.empty();
            }
            values[i] = Integer.parseInt(words[i], HEXADECIMAL);
        }
        return Optional.of(Octets.of(values));
    }
}
