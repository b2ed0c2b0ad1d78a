package io.chanio.port.vfio;

import io.chanio.css.SubchannelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A sysfs in a folder: it is read as any folder, and answers writes as the kernel does. It keeps the order of the writes. */
final class SysfsTree implements KernelFiles, Pause {

    private static final Path DEVICES = Path.of("bus/css/devices");
    private static final String CREATE = "mdev_supported_types/vfio_ccw-io/create";

    private final KernelFiles files = new LinuxKernelFiles();
    private final KernelPaths paths;
    private final Map<String, CcwDevice> devices = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final List<String> writes = new ArrayList<>();
    private final Map<String, Runnable> after = new HashMap<>();
    private final Set<Path> hidden = new HashSet<>();
    private int incarnations;
    private int pausesUntilRecognised;
    private int pauses;

    SysfsTree(Path root) {
        this.paths = new KernelPaths(root.resolve("sys"), root.resolve("proc"), root.resolve("dev"));
        folder(paths.sys().resolve(DEVICES));
        driver(SubchannelFolder.IO_SUBCHANNEL);
    }

    /** A ccw device as the kernel's own drivers show it. */
    record CcwDevice(String number, String controlUnit, String type, String driver, boolean online) {

        static CcwDevice disk(String number) {
            return new CcwDevice(number, "3990/e9", "3390/0c", "dasd-eckd", false);
        }

        CcwDevice set(boolean newOnline) {
            return new CcwDevice(number, controlUnit, type, driver, newOnline);
        }
    }

    KernelPaths paths() {
        return paths;
    }

    /** What was written since the last call: {@code where=what}. */
    List<String> takeWrites() {
        List<String> taken = List.copyOf(writes);
        writes.clear();
        return taken;
    }

    int pauses() {
        return pauses;
    }

    void driver(String name) {
        file(paths.sys().resolve("bus/css/drivers").resolve(name).resolve("bind"), "");
        file(paths.sys().resolve("bus/css/drivers").resolve(name).resolve("unbind"), "");
    }

    /** The write to {@code where} fails with the kernel's word for it. */
    void refuse(String where, String why) {
        refusals.put(where, why);
    }

    void accept(String where) {
        refusals.remove(where);
    }

    /** Something else happens right after the write to {@code where}. */
    void after(String where, Runnable what) {
        after.put(where, what);
    }

    /** An attribute or a folder that can't be read for a while: it is below {@link #real}. */
    void hide(Path path) {
        hidden.add(path);
    }

    void showAgain(Path path) {
        hidden.remove(path);
    }

    /** The kernel has not recognised the device. */
    void forgetCcwDevice(String subchannel) {
        delete(real(subchannel).resolve(device(subchannel).number()));
    }

    /** A ccw device that is bound to its driver appears only after so many pauses. */
    void recogniseAfter(int count) {
        pausesUntilRecognised = count;
    }

    void plug(String subchannel, CcwDevice device) {
        Path folder = real(subchannel);
        folder(folder);
        incarnate(folder);
        file(folder.resolve("type"), "0\n");
        file(folder.resolve("chpids"), "10 11 00 00 00 00 00 00 \n");
        file(folder.resolve("pimpampom"), "c0 80 ff\n");
        file(folder.resolve("driver_override"), "(null)\n");
        link(paths.sys().resolve(DEVICES).resolve(subchannel), folder);
        devices.put(subchannel, device);
        link(folder.resolve("driver"), paths.sys().resolve("bus/css/drivers/io_subchannel"));
        showCcwDevice(subchannel);
    }

    void unplug(String subchannel) {
        devices.remove(subchannel);
        delete(paths.sys().resolve(DEVICES).resolve(subchannel));
        delete(real(subchannel));
    }

    /** As an administrator does it by hand; it is not among the writes. */
    void byHand(String where, String text) {
        try {
            answer(paths.sys().resolve(DEVICES).resolve(where), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void unbindByHand() {
        byHand(ClaimBench.DISK + "/driver/unbind", ClaimBench.DISK + "\n");
    }

    void bindByHand(String subchannel, String driver) {
        try {
            bind(driver, subchannel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void set(String subchannel, String attribute, String text) {
        file(real(subchannel).resolve(attribute), text);
    }

    void setCcwDriver(String subchannel, String driver) {
        Path device = real(subchannel).resolve(device(subchannel).number());
        delete(device.resolve("driver"));
        link(
                device.resolve("driver"),
                folder(paths.sys().resolve("bus/ccw/drivers").resolve(driver)));
    }

    void group(String subchannel) {
        Path device = real(subchannel).resolve(device(subchannel).number());
        link(device.resolve("group_device"), folder(paths.sys().resolve("devices/qeth/0.0.f500")));
    }

    String show(String subchannel, String attribute) {
        return read(real(subchannel).resolve(attribute)).orElse("nothing");
    }

    String driverOf(String subchannel) {
        return linkName(real(subchannel).resolve("driver")).orElse("none");
    }

    boolean has(String subchannel, String path) {
        return Files.exists(real(subchannel).resolve(path));
    }

    Path real(String subchannel) {
        return paths.sys().resolve("devices/css0").resolve(subchannel);
    }

    void file(Path path, String text) {
        try {
            folder(path.resolveSibling(""));
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void link(Path link, Path target) {
        try {
            folder(link.resolveSibling(""));
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void pause(Duration duration) {
        pauses++;
        if (pausesUntilRecognised > 0 && --pausesUntilRecognised == 0) {
            devices.keySet().stream()
                    .filter(each -> driverOf(each).equals(SubchannelFolder.IO_SUBCHANNEL))
                    .forEach(this::showCcwDevice);
        }
    }

    @Override
    public Optional<String> read(Path attribute) {
        return realPath(attribute).filter(hidden::contains).isPresent() ? Optional.empty() : files.read(attribute);
    }

    @Override
    public Optional<String> linkName(Path link) {
        return files.linkName(link);
    }

    @Override
    public Optional<Path> realPath(Path path) {
        return files.realPath(path);
    }

    @Override
    public List<String> names(Path folder) {
        if (realPath(folder).filter(hidden::contains).isPresent()) {
            throw new UncheckedIOException(new IOException(folder + " can't be listed"));
        }
        return files.names(folder);
    }

    /** Not the inode number: a folder on disk gets the one of the folder that was deleted before. */
    @Override
    public Optional<Object> incarnation(Path folder) {
        return files.read(folder.resolve(".incarnation")).map(text -> text);
    }

    @Override
    public void write(Path attribute, String text) throws IOException {
        String where = where(attribute);
        writes.add(where + "=" + text.strip());
        String why = refusals.get(where);
        if (why != null) {
            throw new IOException(why);
        }
        answer(attribute, text);
        after.getOrDefault(where, () -> {}).run();
    }

    private String where(Path attribute) {
        Path inSys = paths.sys().relativize(attribute);
        return (inSys.startsWith(DEVICES) ? DEVICES : Path.of("bus/css"))
                .relativize(inSys)
                .toString();
    }

    private void answer(Path attribute, String text) throws IOException {
        if (!text.endsWith("\n")) {
            throw new FileSystemException(attribute.toString(), null, "a write without an end of line");
        }
        String word = text.strip();
        Path inSys = paths.sys().relativize(attribute);
        if (!Files.exists(attribute)) {
            throw new NoSuchFileException(attribute.toString());
        }
        if (inSys.startsWith("bus/css/drivers")) {
            String driver = inSys.getName(3).toString();
            if (inSys.endsWith("unbind")) {
                unbindFrom(driver, word);
            } else {
                bind(driver, word);
            }
            return;
        }
        String subchannel = inSys.getName(3).toString();
        String name = inSys.subpath(4, inSys.getNameCount()).toString();
        switch (name) {
            case "driver_override" -> set(subchannel, name, word.isEmpty() ? "(null)\n" : word + "\n");
            case "driver/unbind" -> unbind(word);
            case CREATE -> create(subchannel, word);
            default -> answerBelow(subchannel, inSys.subpath(4, inSys.getNameCount()), word);
        }
    }

    private void answerBelow(String subchannel, Path name, String word) throws IOException {
        if (name.endsWith("remove")) {
            delete(real(subchannel).resolve(name.getName(0)));
        } else if (name.endsWith("online")) {
            devices.computeIfPresent(subchannel, (id, device) -> device.set(word.equals("1")));
            set(subchannel, name.toString(), word + "\n");
        } else {
            throw new IOException("nobody writes to " + name);
        }
    }

    private void unbindFrom(String driver, String subchannel) throws IOException {
        if (!driverOf(subchannel).equals(driver)) {
            throw new IOException("No such device");
        }
        unbind(subchannel);
    }

    private void unbind(String subchannel) throws IOException {
        Path folder = real(subchannel);
        delete(folder.resolve("driver"));
        delete(folder.resolve("mdev_supported_types"));
        delete(folder.resolve(device(subchannel).number()));
        for (String name : names(folder)) {
            if (name.length() == 36) {
                delete(folder.resolve(name));
            }
        }
    }

    private void bind(String driver, String subchannel) throws IOException {
        String override = show(subchannel, "driver_override");
        CcwDevice device = device(subchannel);
        boolean qdio = device.controlUnit().startsWith("1731") && driver.equals(SubchannelFolder.VFIO_CCW);
        boolean reserved = !override.equals("(null)") && !override.equals(driver);
        if (!driverOf(subchannel).equals("none") || reserved || qdio) {
            throw new IOException("No such device");
        }
        link(
                real(subchannel).resolve("driver"),
                paths.sys().resolve("bus/css/drivers").resolve(driver));
        if (driver.equals(SubchannelFolder.VFIO_CCW)) {
            set(subchannel, CREATE, "");
        } else {
            devices.put(subchannel, device.set(false));
            if (pausesUntilRecognised == 0) {
                showCcwDevice(subchannel);
            }
        }
    }

    private void create(String subchannel, String uuid) throws IOException {
        Path folder = real(subchannel).resolve(uuid);
        if (names(real(subchannel)).stream().anyMatch(name -> name.length() == uuid.length() && name.contains("-"))) {
            throw new IOException("File exists");
        }
        int number = SubchannelId.parse(subchannel).number();
        file(folder.resolve("remove"), "");
        incarnate(folder);
        link(folder.resolve("iommu_group"), folder(paths.sys().resolve("kernel/iommu_groups/" + number)));
        folder(folder.resolve("vfio-dev/vfio" + number));
    }

    private void showCcwDevice(String subchannel) {
        CcwDevice device = device(subchannel);
        Path folder = real(subchannel).resolve(device.number());
        file(folder.resolve("cutype"), device.controlUnit() + "\n");
        file(folder.resolve("devtype"), device.type() + "\n");
        file(folder.resolve("online"), device.online() ? "1\n" : "0\n");
        incarnate(folder);
        if (!device.driver().isEmpty()) {
            link(
                    folder.resolve("driver"),
                    folder(paths.sys().resolve("bus/ccw/drivers").resolve(device.driver())));
        }
    }

    private CcwDevice device(String subchannel) {
        return Objects.requireNonNull(devices.get(subchannel), subchannel);
    }

    private void incarnate(Path folder) {
        file(folder.resolve(".incarnation"), Integer.toString(++incarnations));
    }

    private static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(each -> {
                try {
                    Files.delete(each);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
