package io.chanio.port.vfio;

import static io.chanio.port.vfio.ClaimBench.DISK;
import static io.chanio.port.vfio.ClaimBench.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.port.Backend;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.vfio.SysfsTree.CcwDevice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed and opened where nothing is claimed. */
class VfioInventoryTest {

    private static final UUID FOUND = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final DeviceIdentity DISK_3390 = new DeviceIdentity(0x3990, 0xE9, 0x3390, 0x0C, List.of());

    private ClaimBench bench;
    private SysfsTree tree;
    private VfioInventory inventory;

    @BeforeEach
    void makeBench(@TempDir Path root) {
        bench = new ClaimBench(root);
        tree = bench.tree;
        inventory = bench.claiming("");
    }

    @Test
    void isTheVfioBackend() {
        assertThat(inventory.backend()).isEqualTo(Backend.VFIO);
    }

    @Test
    void listsNothingWhereThereIsNothing() {
        assertThat(inventory.list()).isEmpty();
    }

    @Test
    void listsADeviceOfAnotherDriverWithAllThatSysfsTells() {
        bench.plugOnlineDisk();

        assertThat(only(inventory))
                .isEqualTo(new Listing(
                        SubchannelId.parse(DISK),
                        Optional.of(DeviceNumber.parse("0.0.0120")),
                        Optional.of("io_subchannel"),
                        Optional.of(DISK_3390),
                        Optional.of(new ChannelPaths(
                                Octets.of(0x10, 0x11, 0, 0, 0, 0, 0, 0),
                                new PathMask(0xC0),
                                new PathMask(0x80),
                                new PathMask(0xFF))),
                        Optional.empty(),
                        Optional.of(
                                "it is driven by dasd-eckd (3990/e9 3390/0c, online): name it in chanio.vfio.claim")));
    }

    @Test
    void saysWhenTheDeviceIsOfflineOrHasNoDriverOfItsOwn() {
        bench.plugDisk();
        assertThat(only(inventory).unusable().orElseThrow()).contains("dasd-eckd (3990/e9 3390/0c, offline)");

        tree.plug("0.0.0014", new CcwDevice("0.0.0200", "3088/08", "n/a", "", false));

        assertThat(inventory.list().get(1).unusable().orElseThrow())
                .contains("driven by io_subchannel (3088/08 0000/00, offline)");
    }

    @Test
    void listsBySubchannelAndLeavesOutWhatIsNotForIo() {
        tree.plug("0.1.0001", CcwDevice.disk("0.1.0120"));
        tree.plug("0.0.0014", CcwDevice.disk("0.0.0121"));
        tree.plug("0.0.0013", CcwDevice.disk("0.0.0122"));
        tree.plug("0.0.0015", CcwDevice.disk("0.0.0123"));
        tree.set("0.0.0015", "type", "1\n");
        tree.folder(tree.paths().sys().resolve("bus/css/devices/css0"));

        assertThat(inventory.list())
                .extracting(listing -> listing.subchannel().toString())
                .containsExactly("0.0.0013", "0.0.0014", "0.1.0001");
    }

    @Test
    void listsOneWhoseTypeCouldNotBeReadAtFirst() {
        bench.plugDisk();
        Path type = tree.real(DISK).resolve("type");
        tree.hide(type);
        VfioInventory inventory = bench.claiming("");
        assertThat(inventory.list()).isEmpty();

        tree.showAgain(type);

        assertThat(inventory.list()).hasSize(1);
    }

    @Test
    void listsOneThatIsBoundWithAMediatedDeviceAsUsable() {
        bench.plugDisk();
        bindByHand();
        tree.byHand(DISK + "/mdev_supported_types/vfio_ccw-io/create", FOUND + "\n");

        Listing listing = only(inventory);

        assertThat(listing.unusable()).isEmpty();
        assertThat(listing.driver()).contains("vfio_ccw");
        assertThat(listing.instance().orElseThrow()).startsWith(FOUND.toString());
    }

    @Test
    void namesAnotherInstanceWhenTheMediatedDeviceWasMadeAnew() {
        bench.plugDisk();
        bindByHand();
        tree.byHand(DISK + "/mdev_supported_types/vfio_ccw-io/create", FOUND + "\n");
        Optional<String> first = only(inventory).instance();

        tree.byHand(DISK + "/" + FOUND + "/remove", "1\n");
        tree.byHand(DISK + "/mdev_supported_types/vfio_ccw-io/create", FOUND + "\n");

        assertThat(only(inventory).instance()).isPresent().isNotEqualTo(first);
    }

    @Test
    void saysThatAMediatedDeviceIsMissing() {
        bench.plugDisk();
        bindByHand();

        assertThat(only(inventory).unusable().orElseThrow())
                .contains("bound to vfio_ccw")
                .contains("no mediated device");
        assertThat(only(inventory).instance()).isEmpty();
    }

    @Test
    void saysThatNoDriverHasIt() {
        bench.plugDisk();
        tree.byHand(DISK + "/driver/unbind", DISK + "\n");

        assertThat(only(inventory).driver()).isEmpty();
        assertThat(only(inventory).unusable().orElseThrow()).contains("no driver has it");
    }

    @Test
    void remembersTheDeviceThatAnEarlierLookShowed() {
        bench.plugDisk();
        inventory.list();

        bindByHand();

        assertThat(only(inventory).deviceNumber()).contains(DeviceNumber.parse("0.0.0120"));
        assertThat(only(inventory).device()).contains(DISK_3390);
    }

    @Test
    void knowsNoDeviceThatNobodyShowed() {
        bench.plugDisk();
        bindByHand();

        assertThat(only(inventory).deviceNumber()).isEmpty();
        assertThat(only(inventory).device()).isEmpty();
    }

    @Test
    void forgetsTheDeviceOfASubchannelThatWasUnplugged() {
        bench.plugDisk();
        inventory.list();
        tree.unplug(DISK);
        bench.plugDisk();
        bindByHand();

        assertThat(only(inventory).deviceNumber()).isEmpty();
    }

    @Test
    void takesTheSubchannelsOwnWordForItsDevice() {
        bench.plugDisk();
        bindByHand();
        tree.set(DISK, "dev_busid", "0.0.0120\n");

        assertThat(only(inventory).deviceNumber()).contains(DeviceNumber.parse("0.0.0120"));
    }

    @Test
    void theSubchannelsOwnWordComesBeforeMemory() {
        bench.plugDisk();
        inventory.list();
        bindByHand();
        tree.set(DISK, "dev_busid", "0.0.0999\n");

        assertThat(only(inventory).deviceNumber()).contains(DeviceNumber.parse("0.0.0999"));
        assertThat(only(inventory).device()).isEmpty();
    }

    @Test
    void noneIsNotADeviceNumber() {
        bench.plugDisk();
        bindByHand();
        tree.set(DISK, "dev_busid", "none\n");

        assertThat(only(inventory).deviceNumber()).isEmpty();
    }

    @Test
    void seesAnotherDeviceBehindTheSameSubchannel() {
        bench.plugDisk();
        inventory.list();
        tree.unplug(DISK);
        tree.plug(DISK, new CcwDevice("0.0.0120", "3480/04", "3480/04", "tape_34xx", false));

        assertThat(only(inventory).device()).contains(new DeviceIdentity(0x3480, 4, 0x3480, 4, List.of()));
    }

    @Test
    void asksAgainForAnIdentityThatWasNotThere() {
        bench.plugDisk();
        tree.set(DISK, "0.0.0120/cutype", "0000/00\n");
        assertThat(only(inventory).device()).isEmpty();

        tree.set(DISK, "0.0.0120/cutype", "3990/e9\n");

        assertThat(only(inventory).device()).contains(DISK_3390);
    }

    @Test
    void showsPathsAsTheyAreNow() {
        bench.plugDisk();
        inventory.list();
        tree.set(DISK, "pimpampom", "c0 c0 7f\n");

        assertThat(only(inventory).paths().orElseThrow().operational()).isEqualTo(new PathMask(0x7F));
    }

    @Test
    void whatVanishesWhileItIsReadIsNotAnError() {
        bench.plugDisk();
        tree.set(DISK, "pimpampom", "c0\n");
        assertThat(only(inventory).paths()).isEmpty();

        tree.set(DISK, "pimpampom", "c0 xy 00\n");
        assertThat(only(inventory).paths()).isEmpty();

        tree.unplug(DISK);
        tree.link(tree.paths().sys().resolve("bus/css/devices").resolve(DISK), tree.real(DISK));
        assertThat(inventory.list()).isEmpty();
    }

    @Test
    void opensTheMediatedDeviceThatIsThereNow() {
        bench.plugDisk();
        Listing before = only(inventory);
        bindByHand();
        tree.byHand(DISK + "/mdev_supported_types/vfio_ccw-io/create", FOUND + "\n");

        inventory.open(before);

        assertThat(bench.opened)
                .containsExactly(DISK + " " + new MediatedDevice(FOUND, OptionalInt.of(0x13), Optional.of("vfio19")));
    }

    @Test
    void opensAMediatedDeviceOfAKernelWithoutGroupsOrNodes() {
        bench.plugDisk();
        bindByHand();
        tree.folder(tree.real(DISK).resolve(FOUND.toString()));

        inventory.open(only(inventory));

        assertThat(bench.opened)
                .containsExactly(DISK + " " + new MediatedDevice(FOUND, OptionalInt.empty(), Optional.empty()));
    }

    @Test
    void refusesToOpenWhatHasNoMediatedDevice() {
        bench.plugDisk();

        Listing listing = only(inventory);

        assertThat(inventory.open(listing))
                .isEqualTo(new Opening.Refused(listing.unusable().orElseThrow()));
    }

    @Test
    void saysThatTheMediatedDeviceIsGone() {
        bench.plugDisk();
        bindByHand();
        tree.byHand(DISK + "/mdev_supported_types/vfio_ccw-io/create", FOUND + "\n");
        Listing before = only(inventory);
        tree.byHand(DISK + "/" + FOUND + "/remove", "1\n");

        assertThat(inventory.open(before))
                .isEqualTo(new Opening.Refused("subchannel 0.0.0013 has no mediated device any more"));
    }

    @Test
    void touchesNothing() {
        bench.plugDisk();
        inventory.list();
        inventory.close();

        assertThat(tree.takeWrites()).isEmpty();
        assertThat(bench.takeLog()).isEmpty();
    }

    private void bindByHand() {
        tree.byHand(DISK + "/driver/unbind", DISK + "\n");
        tree.bindByHand(DISK, SubchannelFolder.VFIO_CCW);
    }
}
