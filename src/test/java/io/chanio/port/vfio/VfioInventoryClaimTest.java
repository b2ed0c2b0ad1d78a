package io.chanio.port.vfio;

import static io.chanio.port.vfio.ClaimBench.DISK;
import static io.chanio.port.vfio.ClaimBench.only;
import static io.chanio.port.vfio.ClaimBench.unusable;
import static io.chanio.port.vfio.ClaimBench.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.DeviceNumber;
import io.chanio.port.Listing;
import io.chanio.port.vfio.SysfsTree.CcwDevice;
import io.chanio.port.vfio.VfioSettings.OnlineDevices;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subchannels are taken from their driver, or left as they were. */
class VfioInventoryClaimTest {

    private static final String CREATE = DISK + "/mdev_supported_types/vfio_ccw-io/create";
    private static final String OVERRIDE = DISK + "/driver_override";
    private static final String UNBIND = "drivers/io_subchannel/unbind";
    private static final String UNBIND_VFIO = "drivers/vfio_ccw/unbind";
    private static final String BIND_VFIO = "drivers/vfio_ccw/bind";
    private static final String BIND_IO = "drivers/io_subchannel/bind";
    private static final String ONLINE = DISK + "/0.0.0120/online";

    private ClaimBench bench;
    private SysfsTree tree;

    @BeforeEach
    void makeBench(@TempDir Path root) {
        bench = new ClaimBench(root);
        tree = bench.tree;
    }

    @Test
    void takesAClaimedDeviceInTheOrderOfTheKernel() {
        bench.plugDisk();

        Listing listing = only(bench.claiming("0.0.0120"));

        assertThat(tree.takeWrites())
                .containsExactly(
                        OVERRIDE + "=vfio_ccw",
                        UNBIND + "=" + DISK,
                        BIND_VFIO + "=" + DISK,
                        CREATE + "=" + uuid(Taking.BINDING));
        assertThat(listing.unusable()).isEmpty();
        assertThat(listing.driver()).contains("vfio_ccw");
        assertThat(listing.deviceNumber()).contains(DeviceNumber.parse("0.0.0120"));
        assertThat(listing.device()).isPresent();
        assertThat(bench.takeLog()).containsExactly("INFO claimed subchannel 0.0.0013 (device 0.0.0120)");
    }

    @Test
    void takesASubchannelByItsOwnName() {
        bench.plugDisk();

        assertThat(unusable(bench.claiming("sch:0.0.0013"))).isEmpty();
    }

    @Test
    void leavesAloneWhatIsNotClaimed() {
        bench.plugDisk();
        tree.plug("0.0.0014", CcwDevice.disk("0.0.0121"));

        bench.claiming("0.0.0121").list();

        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
        assertThat(tree.driverOf("0.0.0014")).isEqualTo("vfio_ccw");
    }

    @Test
    void takesItOnce() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();
        tree.takeWrites();

        inventory.list();

        assertThat(tree.takeWrites()).isEmpty();
    }

    @Test
    void setsADeviceOfflineFirstWhereThatIsAllowed() {
        bench.plugOnlineDisk();

        assertThat(unusable(bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE)))
                .isEmpty();

        assertThat(tree.takeWrites())
                .containsExactly(
                        ONLINE + "=0",
                        OVERRIDE + "=vfio_ccw",
                        UNBIND + "=" + DISK,
                        BIND_VFIO + "=" + DISK,
                        CREATE + "=" + uuid(Taking.BINDING_AND_ONLINE));
    }

    @Test
    void doesNotSetOfflineWhatIsOffline() {
        bench.plugDisk();

        bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE).list();

        assertThat(tree.takeWrites()).startsWith(OVERRIDE + "=vfio_ccw");
    }

    @Test
    void leavesADeviceThatTheKernelKeepsOnline() {
        bench.plugOnlineDisk();
        tree.refuse(ONLINE, "Device or resource busy");

        assertThat(unusable(bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE))
                        .orElseThrow())
                .contains("setting its device offline failed: Device or resource busy");
        assertThat(tree.takeWrites()).containsExactly(ONLINE + "=0");
        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
    }

    @Test
    void leavesADeviceThatIsOnlineAgainBeforeItIsUnbound() {
        bench.plugOnlineDisk();
        tree.after(ONLINE, () -> tree.set(DISK, "0.0.0120/online", "1\n"));

        assertThat(unusable(bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE))
                        .orElseThrow())
                .contains("making sure that its device is offline failed");
        assertThat(tree.takeWrites()).containsExactly(ONLINE + "=0");
    }

    @Test
    void undoesNothingWhenTheReservationFails() {
        assertUndone(OVERRIDE, "setting driver_override failed", List.of(OVERRIDE + "=vfio_ccw"));
    }

    @Test
    void undoesTheReservationWhenTheUnbindFails() {
        assertUndone(
                UNBIND,
                "unbinding it from io_subchannel failed",
                List.of(OVERRIDE + "=vfio_ccw", UNBIND + "=" + DISK, OVERRIDE + "="));
    }

    @Test
    void returnsItToItsDriverWhenTheBindFails() {
        assertUndone(
                BIND_VFIO,
                "binding it to vfio_ccw failed",
                List.of(
                        OVERRIDE + "=vfio_ccw",
                        UNBIND + "=" + DISK,
                        BIND_VFIO + "=" + DISK,
                        OVERRIDE + "=",
                        BIND_IO + "=" + DISK));
    }

    @Test
    void returnsItToItsDriverWhenTheMediatedDeviceCanNotBeMade() {
        assertUndone(
                CREATE,
                "making its mediated device failed",
                List.of(
                        OVERRIDE + "=vfio_ccw",
                        UNBIND + "=" + DISK,
                        BIND_VFIO + "=" + DISK,
                        CREATE + "=" + uuid(Taking.BINDING),
                        OVERRIDE + "=",
                        UNBIND_VFIO + "=" + DISK,
                        BIND_IO + "=" + DISK));
    }

    @Test
    void returnsItToItsDriverWhenTheMediatedDeviceDoesNotAppear() {
        bench.plugDisk();
        tree.after(CREATE, () -> tree.byHand(DISK + "/" + uuid(Taking.BINDING) + "/remove", "1\n"));

        assertThat(unusable(bench.claiming("0.0.0120")).orElseThrow())
                .contains("making its mediated device failed: it did not appear");
        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
    }

    @Test
    void returnsItToItsDriverWhenTheBindDidNothing() {
        bench.plugDisk();
        tree.after(BIND_VFIO, tree::unbindByHand);

        assertThat(unusable(bench.claiming("0.0.0120")).orElseThrow()).contains("binding it to vfio_ccw failed");
        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
    }

    @ParameterizedTest
    @ValueSource(strings = {OVERRIDE, UNBIND, BIND_VFIO, CREATE})
    void setsItOnlineAgainWhenAStepFails(String step) {
        bench.plugOnlineDisk();
        tree.refuse(step, "Invalid argument");
        VfioInventory inventory = bench.claiming("0.0.0120", OnlineDevices.SET_OFFLINE);

        assertThat(unusable(inventory).orElseThrow()).contains("Invalid argument");
        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
        assertThat(tree.show(DISK, "0.0.0120/online")).isEqualTo("1");
    }

    @Test
    void saysWhatIsLeftToDoWhenUndoingFailsToo() {
        bench.plugDisk();
        tree.refuse(BIND_VFIO, "No such device");
        tree.refuse(BIND_IO, "Cannot allocate memory");

        assertThat(unusable(bench.claiming("0.0.0120")).orElseThrow())
                .contains("binding it to vfio_ccw failed: No such device")
                .contains("could not be given back (Cannot allocate memory); by hand: ")
                .contains("echo 0.0.0013 > " + tree.paths().sys().resolve("bus/css/drivers/io_subchannel/bind"));
    }

    @Test
    void triesAgainAfterAWhileWhatTheKernelRefused() {
        bench.plugDisk();
        tree.refuse(CREATE, "Invalid argument");
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();
        assertThat(bench.takeLog()).hasSize(1).first().asString().startsWith("WARNING");
        tree.takeWrites();

        inventory.list();
        assertThat(tree.takeWrites()).isEmpty();

        bench.advance(Claims.BETWEEN_ATTEMPTS);
        inventory.list();
        assertThat(tree.takeWrites()).isNotEmpty();
        assertThat(bench.takeLog()).as("the same reason again").isEmpty();

        tree.accept(CREATE);
        bench.advance(Claims.BETWEEN_ATTEMPTS);
        assertThat(unusable(inventory)).isEmpty();
    }

    @Test
    void goesOnWhenALookFailsAmidTheAttempt() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        tree.after(CREATE, () -> tree.hide(tree.real(DISK)));
        assertThatThrownBy(inventory::list).isInstanceOf(UncheckedIOException.class);
        tree.after(CREATE, () -> {});
        tree.showAgain(tree.real(DISK));

        assertThat(unusable(inventory))
                .as("what was left of the attempt is used")
                .isEmpty();
        inventory.close();

        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
    }

    @Test
    void usesABoundOneAsItIs() {
        bench.plugDisk();
        UUID found = UUID.fromString("11111111-2222-3333-4444-555555555555");
        bindByHand();
        tree.byHand(CREATE, found + "\n");
        VfioInventory inventory = bench.claiming("sch:0.0.0013");

        assertThat(unusable(inventory)).isEmpty();
        inventory.close();

        assertThat(tree.takeWrites()).isEmpty();
        assertThat(tree.has(DISK, found.toString())).isTrue();
    }

    @Test
    void makesOnlyTheMediatedDeviceOfABoundOne() {
        bench.plugDisk();
        bindByHand();
        VfioInventory inventory = bench.claiming("sch:0.0.0013");

        assertThat(unusable(inventory)).isEmpty();

        assertThat(tree.takeWrites()).containsExactly(CREATE + "=" + uuid(Taking.MEDIATED_DEVICE));
    }

    @Test
    void waitsForTheKernelOnlySoLong() {
        bench.plugDisk();
        tree.plug("0.0.0014", CcwDevice.disk("0.0.0121"));
        VfioInventory inventory = bench.claiming("0.0.0120-0.0.0121");
        bench.blockErrands();

        assertThat(inventory.list())
                .extracting(listing -> listing.unusable().orElseThrow())
                .satisfiesExactly(
                        first -> assertThat(first).contains("the kernel has not answered yet"),
                        second -> assertThat(second).contains("with one of the next looks"));

        bench.finishErrands();
        assertThat(inventory.list())
                .allSatisfy(each -> assertThat(each.unusable()).isEmpty());
    }

    @Test
    void takesAgainWhatWasUnpluggedAndCameBack() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();
        tree.unplug(DISK);
        assertThat(inventory.list()).isEmpty();
        tree.takeWrites();

        bench.plugDisk();

        assertThat(unusable(inventory)).isEmpty();
        assertThat(tree.takeWrites()).contains(BIND_VFIO + "=" + DISK);
    }

    @Test
    void takesAgainWhatCameBackBetweenTwoLooks() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();

        tree.unplug(DISK);
        bench.plugDisk();

        assertThat(unusable(inventory)).isEmpty();
    }

    @Test
    void takesWhatComesLater() {
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();

        bench.plugDisk();

        assertThat(unusable(inventory)).isEmpty();
    }

    @Test
    void saysOnceWhichClaimNamesNothing() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0119-0.0.0120,0.0.0999,sch:0.0.0077");
        inventory.list();
        inventory.list();

        assertThat(bench.takeLog())
                .filteredOn(line -> line.startsWith("WARNING"))
                .satisfiesExactly(first -> assertThat(first).contains("names 0.0.0999,"), second -> assertThat(second)
                        .contains("names sch:0.0.0077,"));
    }

    private void assertUndone(String step, String reason, List<String> writes) {
        bench.plugDisk();
        tree.refuse(step, "Invalid argument");

        assertThat(unusable(bench.claiming("0.0.0120")).orElseThrow())
                .isEqualTo("chanio.vfio.claim names it, but %s: Invalid argument; it is tried again".formatted(reason));
        assertThat(tree.takeWrites()).containsExactlyElementsOf(writes);
        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
        assertThat(tree.show(DISK, "driver_override")).isEqualTo("(null)");
    }

    private void bindByHand() {
        tree.unbindByHand();
        tree.bindByHand(DISK, SubchannelFolder.VFIO_CCW);
    }
}
