package io.chanio.port.vfio;

import static io.chanio.port.vfio.ClaimBench.DISK;
import static io.chanio.port.vfio.ClaimBench.unusable;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.port.vfio.SysfsTree.CcwDevice;
import io.chanio.port.vfio.VfioSettings.OnlineDevices;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is never taken, also where online devices may be set offline; and what is taken all the same. */
class ClaimRulesTest {

    private ClaimBench bench;
    private SysfsTree tree;

    @BeforeEach
    void makeBench(@TempDir Path root) {
        bench = new ClaimBench(root);
        tree = bench.tree;
        bench.plugOnlineDisk();
    }

    @Test
    void takesAnOnlineDiskWhenNoRuleIsAgainstIt() {
        assertTaken();
    }

    @Test
    void refusesAnOnlineDeviceUnlessItMayBeSetOffline() {
        VfioInventory inventory = bench.claiming("0.0.0120", OnlineDevices.REFUSE);

        assertThat(unusable(inventory).orElseThrow())
                .isEqualTo(
                        "chanio.vfio.claim names it, but it is online: it may be mounted, in LVM, swap, paging or multipath, "
                                + "all look alike from here; set it offline (chzdev -d 0.0.0120, or chccwdev -d 0.0.0120) "
                                + "or start chanio with chanio.vfio.claim-offline=true");
        assertThat(tree.takeWrites()).isEmpty();

        tree.set(DISK, "0.0.0120/online", "0\n");
        assertThat(unusable(inventory)).as("each look asks again").isEmpty();
    }

    @Test
    void refusesADeviceOfWhichNobodyKnowsWhetherItIsOnline() {
        tree.hide(tree.real(DISK).resolve("0.0.0120/online"));

        assertThat(unusable(bench.claiming("0.0.0120", OnlineDevices.REFUSE))).isPresent();
        assertThat(unusable(bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE)))
                .isPresent();

        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
    }

    @Test
    void refusesADeviceThatTheKernelHasNotRecognised() {
        tree.set(DISK, "dev_busid", "0.0.0120\n");
        tree.forgetCcwDevice(DISK);

        assertRefused("the kernel has not recognised its device");
        assertRefused("sch:0.0.0013", "the kernel has not recognised its device");
    }

    @Test
    void logsTheReasonWhenItChanges() {
        VfioInventory inventory = bench.claiming("0.0.0120", OnlineDevices.REFUSE);
        inventory.list();
        inventory.list();
        assertThat(bench.takeLog())
                .singleElement()
                .asString()
                .startsWith("WARNING subchannel 0.0.0013 (device 0.0.0120) is not taken: it is online");

        tree.set(DISK, "0.0.0120/alias", "1\n");
        inventory.list();
        inventory.list();

        assertThat(bench.takeLog()).singleElement().asString().contains("PAV alias");
    }

    @Test
    void refusesWhatNoDriverHas() {
        tree.byHand(DISK + "/driver/unbind", DISK + "\n");

        assertRefused("sch:0.0.0013", "no driver has it");
    }

    @Test
    void refusesWhatAnotherDriverHas() {
        tree.driver("eadm_subchannel");
        tree.byHand(DISK + "/driver/unbind", DISK + "\n");
        tree.link(tree.real(DISK).resolve("driver"), tree.paths().sys().resolve("bus/css/drivers/eadm_subchannel"));

        assertRefused("sch:0.0.0013", "it is driven by eadm_subchannel");
    }

    @Test
    void refusesWithoutTheKernelsDriver(@TempDir Path bare) {
        SysfsTree without = new SysfsTree(bare);
        without.plug(DISK, CcwDevice.disk("0.0.0120"));
        VfioInventory inventory = new VfioInventory(
                (subchannel, device) -> {
                    throw new AssertionError("opened");
                },
                new ClaimWork(without, without.paths(), without),
                new VfioSettings(VfioInterface.AUTO, ClaimList.parse("0.0.0120"), OnlineDevices.SET_OFFLINE),
                bench,
                java.time.InstantSource.system(),
                bench);

        assertThat(unusable(inventory).orElseThrow()).contains("modprobe vfio_ccw");
        assertThat(without.takeWrites()).isEmpty();
    }

    @Test
    void refusesAQdioControlUnit() {
        tree.set(DISK, "0.0.0120/cutype", "1731/03\n");

        assertRefused("QDIO or grouped device (control unit type 1731)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qeth", "zfcp"})
    void refusesWhatAQdioDriverHas(String driver) {
        tree.setCcwDriver(DISK, driver);

        assertRefused("QDIO or grouped device (driver " + driver + ")");
    }

    @Test
    void refusesAMemberOfAGroup() {
        tree.group(DISK);

        assertRefused("member of a ccwgroup device");
    }

    @Test
    void refusesTheIplDevice() {
        tree.file(tree.paths().sys().resolve("firmware/ipl/device"), "0.0.0120\n");

        assertRefused("this system was started (IPL) from 0.0.0120");
    }

    @Test
    void takesAnotherThanTheIplDevice() {
        tree.file(tree.paths().sys().resolve("firmware/ipl/device"), "0.0.0121\n");

        assertTaken();
    }

    @Test
    void refusesTheRootDevice() {
        proc("self/mountinfo", "24 1 94:1 / / rw,relatime shared:1 - ext4 /dev/dasda1 rw\n");
        blockDevice("94:1", "dasda/dasda1");

        assertRefused("the root file system lies on 0.0.0120");
    }

    @Test
    void refusesTheRootDeviceOfTheInitProcess() {
        proc("self/mountinfo", "24 1 0:5 / / rw - overlay overlay rw\n");
        proc("1/mountinfo", "24 1 94:1 / / rw,relatime - ext4 /dev/dasda1 rw\n");
        blockDevice("94:1", "dasda/dasda1");

        assertRefused("the root file system lies on 0.0.0120");
    }

    @Test
    void takesWhatIsMountedElsewhereOrNotAtAll() {
        proc("self/mountinfo", "24 1 94:9 / / rw - ext4 /dev/dasdb1 rw\n25 24 94:1 / /data rw - ext4 /dev/dasda1 rw\n");
        blockDevice("94:1", "dasda/dasda1");

        assertTaken();
    }

    @Test
    void refusesARootDeviceBelowMappedDevices() {
        proc("self/mountinfo", "24 1 253:1 / / rw - xfs /dev/mapper/vg-root rw\n");
        Path sys = tree.paths().sys();
        Path root1 = tree.folder(sys.resolve("devices/virtual/block/dm-1"));
        Path below = tree.folder(sys.resolve("devices/virtual/block/dm-0"));
        tree.link(sys.resolve("dev/block/253:1"), root1);
        tree.link(root1.resolve("slaves/dm-0"), below);
        Path partition = tree.folder(tree.real(DISK).resolve("0.0.0120/block/dasda/dasda1"));
        tree.link(below.resolve("slaves/dasda1"), partition);

        assertRefused("the root file system lies on 0.0.0120");
    }

    @Test
    void refusesARootDeviceBelowAPartitionOfAMappedDevice() {
        proc("self/mountinfo", "24 1 259:1 / / rw - xfs /dev/md0p1 rw\n");
        Path sys = tree.paths().sys();
        Path array = tree.folder(sys.resolve("devices/virtual/block/md0"));
        tree.link(sys.resolve("dev/block/259:1"), tree.folder(array.resolve("md0p1")));
        tree.link(array.resolve("slaves/dasda"), tree.folder(tree.real(DISK).resolve("0.0.0120/block/dasda")));

        assertRefused("the root file system lies on 0.0.0120");
    }

    @Test
    void refusesTheSourceOfARootWithoutADeviceNumber() {
        proc("self/mountinfo", "24 1 0:32 /@ / rw shared:1 - btrfs /dev/mapper/root rw\n");
        Path paths = tree.paths().dev();
        tree.file(paths.resolve("dasda1"), "");
        tree.link(paths.resolve("mapper/root"), paths.resolve("dasda1"));
        tree.link(
                tree.paths().sys().resolve("class/block/dasda1"),
                tree.folder(tree.real(DISK).resolve("0.0.0120/block/dasda/dasda1")));

        assertRefused("the root file system lies on 0.0.0120");
    }

    @Test
    void refusesAnAlias() {
        tree.set(DISK, "0.0.0120/alias", "1\n");

        assertRefused("PAV alias");
    }

    @Test
    void takesWhatSaysThatItIsNoAlias() {
        tree.set(DISK, "0.0.0120/alias", "0\n");

        assertTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"condev=0x0120", "root=/dev/x condev=288 quiet", "condev=0440", "condev=1 condev=0x120"})
    void refusesTheConsoleOfTheCommandLine(String commandLine) {
        proc("cmdline", commandLine + "\n");

        assertRefused("console of this system (condev= names it)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "condev=120",
                "xcondev=0x120",
                "condev=0x121",
                "condev=0x12345678",
                "condev=09",
                "condev=x",
                "root=x"
            })
    void takesWhatIsNotTheConsoleOfTheCommandLine(String commandLine) {
        proc("cmdline", commandLine + "\n");

        assertTaken();
    }

    @Test
    void refusesAnOnline3215() {
        tree.setCcwDriver(DISK, "3215");

        assertRefused("an online device of the driver 3215");
    }

    @ParameterizedTest
    @CsvSource({"3215", "3270"})
    void takesAnOfflineTerminal(String driver) {
        tree.setCcwDriver(DISK, driver);
        tree.set(DISK, "0.0.0120/online", "0\n");
        proc("consoles", "tty3270-1            -W- (EC p  )  227:1\n");

        assertTaken();
    }

    @Test
    void refusesAnOnline3270WhereOneIsTheConsole() {
        tree.setCcwDriver(DISK, "3270");
        proc("consoles", "ttyS1                -W- (EC p  )    4:65\ntty32700             -W- (EC p  )  227:1\n");

        assertRefused("an online 3270 display, and tty3270 is a console");
    }

    @Test
    void takesAnOnline3270WhereTheConsoleIsAnother() {
        tree.setCcwDriver(DISK, "3270");
        proc("consoles", "ttyS1                -W- (EC p  )    4:65\n");

        assertTaken();
    }

    @Test
    void whatIsNeverTakenComesBeforeWhatMayBeAllowed() {
        tree.file(tree.paths().sys().resolve("firmware/ipl/device"), "0.0.0120\n");

        assertThat(unusable(bench.claiming("0.0.0120", OnlineDevices.REFUSE)).orElseThrow())
                .contains("IPL");
    }

    private void assertTaken() {
        assertThat(unusable(bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE)))
                .isEmpty();
        assertThat(tree.driverOf(DISK)).isEqualTo("vfio_ccw");
    }

    private void assertRefused(String reason) {
        assertRefused("0.0.0120", reason);
    }

    private void assertRefused(String claim, String reason) {
        assertThat(unusable(bench.claiming(claim, OnlineDevices.SET_OFFLINE)).orElseThrow())
                .startsWith("chanio.vfio.claim names it, but ")
                .contains(reason);
        assertThat(tree.takeWrites()).isEmpty();
    }

    private void proc(String name, String text) {
        tree.file(tree.paths().proc().resolve(name), text);
    }

    private void blockDevice(String number, String below) {
        tree.link(
                tree.paths().sys().resolve("dev/block").resolve(number),
                tree.folder(tree.real(DISK).resolve("0.0.0120/block").resolve(below)));
    }
}
