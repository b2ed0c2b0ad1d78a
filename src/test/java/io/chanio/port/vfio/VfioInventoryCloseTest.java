package io.chanio.port.vfio;

import static io.chanio.port.vfio.ClaimBench.DISK;
import static io.chanio.port.vfio.ClaimBench.only;
import static io.chanio.port.vfio.ClaimBench.unusable;
import static io.chanio.port.vfio.ClaimBench.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.port.vfio.SysfsTree.CcwDevice;
import io.chanio.port.vfio.VfioSettings.OnlineDevices;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the end each subchannel is as it was found. */
class VfioInventoryCloseTest {

    private static final String CREATE = DISK + "/mdev_supported_types/vfio_ccw-io/create";
    private static final String OVERRIDE = DISK + "/driver_override";
    private static final String UNBIND = "drivers/vfio_ccw/unbind";
    private static final String BIND_IO = "drivers/io_subchannel/bind";
    private static final String ONLINE = DISK + "/0.0.0120/online";
    private static final String REMOVE = DISK + "/" + uuid(Taking.BINDING) + "/remove";
    private static final String GAVE_BACK = "INFO gave back subchannel 0.0.0013 (device 0.0.0120)";

    private ClaimBench bench;
    private SysfsTree tree;

    @BeforeEach
    void makeBench(@TempDir Path root) {
        bench = new ClaimBench(root);
        tree = bench.tree;
    }

    @Test
    void givesBackInTheOrderOfTheKernel() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);

        inventory.close();

        assertThat(tree.takeWrites())
                .containsExactly(REMOVE + "=1", OVERRIDE + "=", UNBIND + "=" + DISK, BIND_IO + "=" + DISK);
        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
        assertThat(bench.takeLog()).containsExactly(GAVE_BACK);
    }

    @Test
    void setsOnlineAgainWhatItSetOffline() {
        bench.plugOnlineDisk();
        VfioInventory inventory = claimed(OnlineDevices.SET_OFFLINE);
        tree.recogniseAfter(3);

        inventory.close();

        assertThat(tree.takeWrites()).endsWith(BIND_IO + "=" + DISK, ONLINE + "=1");
        assertThat(tree.pauses()).isEqualTo(3);
        assertThat(tree.show(DISK, "0.0.0120/online")).isEqualTo("1");
        assertThat(bench.takeLog()).containsExactly(GAVE_BACK);
    }

    @Test
    void leavesOfflineWhatItFoundOffline() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.SET_OFFLINE);

        inventory.close();

        assertThat(tree.show(DISK, "0.0.0120/online")).isEqualTo("0");
    }

    @Test
    void leavesOnlineWhatItsDriverSetOnlineByItself() {
        bench.plugOnlineDisk();
        VfioInventory inventory = claimed(OnlineDevices.SET_OFFLINE);
        tree.after(BIND_IO, () -> tree.set(DISK, "0.0.0120/online", "1\n"));

        inventory.close();

        assertThat(tree.takeWrites()).endsWith(BIND_IO + "=" + DISK);
        assertThat(bench.takeLog()).containsExactly(GAVE_BACK);
    }

    @Test
    void waitsForTheDeviceOnlySoLong() {
        bench.plugOnlineDisk();
        VfioInventory inventory = claimed(OnlineDevices.SET_OFFLINE);
        tree.recogniseAfter(1_000);

        inventory.close();

        assertThat(tree.pauses()).isLessThan(1_000);
        assertThat(bench.takeLog())
                .singleElement()
                .asString()
                .startsWith("ERROR")
                .contains("its ccw device did not come back")
                .contains("chccwdev -e 0.0.0120");
    }

    @Test
    void saysWhyADeviceDoesNotGoOnline() {
        bench.plugOnlineDisk();
        VfioInventory inventory = claimed(OnlineDevices.SET_OFFLINE);
        tree.refuse(ONLINE, "Invalid argument");

        inventory.close();

        assertThat(bench.takeLog()).singleElement().asString().contains("can't be set online: Invalid argument");
    }

    @Test
    void givesBackOnlyTheMediatedDeviceOfAFoundBinding() {
        bench.plugDisk();
        tree.unbindByHand();
        tree.bindByHand(DISK, SubchannelFolder.VFIO_CCW);
        VfioInventory inventory = bench.claiming("sch:0.0.0013");
        inventory.list();
        tree.takeWrites();

        inventory.close();

        assertThat(tree.takeWrites()).containsExactly(DISK + "/" + uuid(Taking.MEDIATED_DEVICE) + "/remove=1");
        assertThat(tree.driverOf(DISK)).isEqualTo("vfio_ccw");
    }

    @Test
    void leavesAloneWhatSomebodyTookBack() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        tree.byHand(OVERRIDE, "\n");
        tree.unbindByHand();
        tree.bindByHand(DISK, SubchannelFolder.IO_SUBCHANNEL);
        inventory.list();

        inventory.close();

        assertThat(tree.takeWrites()).isEmpty();
    }

    @Test
    void leavesNoReservationOnWhatSomebodyUnbound() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        tree.unbindByHand();
        inventory.list();

        inventory.close();

        assertThat(tree.takeWrites()).containsExactly(OVERRIDE + "=");
        assertThat(tree.driverOf(DISK)).isEqualTo("none");
    }

    @Test
    void saysOnlyHowToEndTheReservationOfWhatSomebodyUnbound() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        tree.unbindByHand();
        inventory.list();
        bench.takeLog();
        tree.refuse(OVERRIDE, "Device or resource busy");

        inventory.close();

        assertThat(bench.takeLog())
                .singleElement()
                .asString()
                .startsWith("ERROR")
                .endsWith("By hand: echo > %s/driver_override"
                        .formatted(tree.paths().sys().resolve("bus/css/devices").resolve(DISK)));
    }

    @Test
    void givesBackTheBindingWhenSomebodyRemovedTheMediatedDevice() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        tree.byHand(REMOVE, "1\n");

        inventory.close();

        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
    }

    @Test
    void doesNotUnbindUnderTheMediatedDeviceOfSomebodyElse() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        UUID other = UUID.fromString("11111111-2222-3333-4444-555555555555");
        tree.byHand(REMOVE, "1\n");
        tree.byHand(CREATE, other + "\n");

        inventory.close();

        assertThat(tree.takeWrites()).isEmpty();
        assertThat(bench.takeLog()).singleElement().asString().contains(other + ", which chanio did not make");
    }

    @Test
    void doesNothingToWhatIsGone() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        tree.unplug(DISK);

        inventory.close();

        assertThat(tree.takeWrites()).isEmpty();
        assertThat(bench.takeLog()).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void doesNothingToAnotherDeviceInItsPlace() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        tree.unplug(DISK);
        bench.plugDisk();
        tree.unbindByHand();
        tree.bindByHand(DISK, SubchannelFolder.VFIO_CCW);

        inventory.close();

        assertThat(tree.takeWrites()).isEmpty();
    }

    @Test
    void saysWhatToDoByHandWhenTheKernelRefuses() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        tree.refuse(REMOVE, "Device or resource busy");

        inventory.close();

        String folder =
                tree.paths().sys().resolve("bus/css/devices").resolve(DISK).toString();
        assertThat(tree.takeWrites()).containsExactly(REMOVE + "=1");
        assertThat(bench.takeLog())
                .singleElement()
                .isEqualTo(("ERROR could not give back subchannel 0.0.0013 (device 0.0.0120): Device or resource busy. "
                                + "By hand: echo 1 > %s/%s/remove; echo > %s/driver_override; "
                                + "echo 0.0.0013 > %s/bus/css/drivers/vfio_ccw/unbind; "
                                + "echo 0.0.0013 > %s/bus/css/drivers/io_subchannel/bind")
                        .formatted(
                                folder,
                                uuid(Taking.BINDING),
                                folder,
                                tree.paths().sys(),
                                tree.paths().sys()));
    }

    @Test
    void waitsForAllOfThemTogetherOnlySoLong() {
        bench.plugDisk();
        tree.plug("0.0.0014", CcwDevice.disk("0.0.0121"));
        VfioInventory inventory = bench.claiming("0.0.0120-0.0.0121");
        inventory.list();
        bench.takeLog();
        bench.blockErrands();

        inventory.close();

        assertThat(bench.takeLog())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("ERROR").contains("By hand: echo 1 > "));
    }

    @Test
    void waitsAsLongAsTheyComeBackOneAfterTheOther() {
        bench.plugDisk();
        tree.plug("0.0.0014", CcwDevice.disk("0.0.0121"));
        tree.plug("0.0.0015", CcwDevice.disk("0.0.0122"));
        VfioInventory inventory = bench.claiming("0.0.0120-0.0.0122");
        inventory.list();
        bench.takeLog();
        bench.slowErrands(GivingBack.PATIENCE.minusSeconds(1));

        inventory.close();

        assertThat(bench.takeLog()).hasSize(3).allSatisfy(line -> assertThat(line)
                .startsWith("INFO gave back"));
    }

    @Test
    void doesNotWaitForEverForThoseThatComeBack() {
        int count = (int) GivingBack.MAX.dividedBy(GivingBack.PATIENCE) + 3;
        for (int i = 0; i < count; i++) {
            tree.plug("0.0.001%x".formatted(i), CcwDevice.disk("0.0.012%x".formatted(i)));
        }
        VfioInventory inventory = bench.claiming("0.0.0120-0.0.012f");
        inventory.list();
        bench.takeLog();
        bench.slowErrands(GivingBack.PATIENCE.minusSeconds(1));

        inventory.close();

        assertThat(bench.takeLog()).hasSize(count).last().asString().startsWith("ERROR could not give back");
    }

    @Test
    void givesBackWhatAFailedAttemptLeft() {
        bench.plugOnlineDisk();
        tree.refuse("drivers/vfio_ccw/bind", "No such device");
        tree.refuse(BIND_IO, "Cannot allocate memory");
        VfioInventory inventory = bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE);
        assertThat(unusable(inventory).orElseThrow()).contains("could not be given back");
        bench.advance(Claims.BETWEEN_ATTEMPTS);
        assertThat(unusable(inventory).orElseThrow()).contains("no driver has it");
        bench.takeLog();
        tree.accept(BIND_IO);

        inventory.close();

        assertThat(tree.show(DISK, "0.0.0120/online")).isEqualTo("1");
        assertThat(bench.takeLog()).containsExactly(GAVE_BACK);
    }

    @Test
    void setsOnlineAgainWhatAnAttemptBeforeSetOffline() {
        bench.plugOnlineDisk();
        tree.refuse(CREATE, "Invalid argument");
        tree.after(ONLINE, () -> tree.refuse(ONLINE, "Invalid argument"));
        VfioInventory inventory = bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE);
        assertThat(unusable(inventory).orElseThrow()).contains("can't be set online");
        tree.accept(CREATE);
        tree.after(ONLINE, () -> {});
        tree.accept(ONLINE);
        bench.advance(Claims.BETWEEN_ATTEMPTS);
        assertThat(unusable(inventory)).isEmpty();

        inventory.close();

        assertThat(tree.show(DISK, "0.0.0120/online")).isEqualTo("1");
    }

    @Test
    void givesBackWhatWasJustBeingTaken() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        bench.blockErrands();
        inventory.list();
        bench.finishErrands();

        inventory.close();

        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
        assertThat(bench.takeLog()).containsExactly(GAVE_BACK);
    }

    @Test
    void saysWhatToDoByHandWhenItIsStillBeingTaken() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        bench.blockErrands();
        inventory.list();

        inventory.close();

        assertThat(bench.takeLog()).singleElement().asString().contains("the kernel still works on taking it");
    }

    @Test
    void closesOnceAndTakesNothingAfterwards() {
        bench.plugDisk();
        VfioInventory inventory = claimed(OnlineDevices.REFUSE);
        inventory.close();
        tree.takeWrites();

        inventory.close();

        assertThat(only(inventory).unusable()).isPresent();
        assertThat(tree.takeWrites()).isEmpty();
    }

    private VfioInventory claimed(OnlineDevices online) {
        VfioInventory inventory = bench.claiming("0.0.0120", online);
        assertThat(unusable(inventory)).isEmpty();
        tree.takeWrites();
        bench.takeLog();
        return inventory;
    }
}
