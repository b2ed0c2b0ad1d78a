package io.chanio.port.vfio;

import static io.chanio.port.vfio.ClaimBench.DISK;
import static io.chanio.port.vfio.ClaimBench.only;
import static io.chanio.port.vfio.ClaimBench.unusable;
import static io.chanio.port.vfio.ClaimBench.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.port.vfio.VfioSettings.OnlineDevices;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other chanios, and administrators, did with a subchannel that is claimed. */
class VfioInventoryHandoverTest {

    private static final String CREATE = DISK + "/mdev_supported_types/vfio_ccw-io/create";
    private static final String OVERRIDE = DISK + "/driver_override";
    private static final String GAVE_BACK = "INFO gave back subchannel 0.0.0013 (device 0.0.0120)";

    private ClaimBench bench;
    private SysfsTree tree;

    @BeforeEach
    void makeBench(@TempDir Path root) {
        bench = new ClaimBench(root);
        tree = bench.tree;
    }

    @Test
    void givesBackWhatAnEarlierOneLeft() {
        bench.plugOnlineDisk();
        tree.set(DISK, "dev_busid", "0.0.0120\n");
        claimed(OnlineDevices.SET_OFFLINE);

        VfioInventory next = bench.claiming("0.0.0120");
        bench.letOpen();
        next.open(only(next));
        assertThat(bench.takeLog())
                .singleElement()
                .asString()
                .startsWith("INFO")
                .contains("was claimed by a chanio that has not given it back");
        next.close();

        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
        assertThat(tree.show(DISK, "0.0.0120/online")).isEqualTo("1");
        assertThat(bench.takeLog()).containsExactly(GAVE_BACK);
    }

    @Test
    void doesNotTakeAwayWhatAnotherRunningChanioHasOpen() {
        bench.plugDisk();
        tree.set(DISK, "dev_busid", "0.0.0120\n");
        claimed(OnlineDevices.REFUSE);
        VfioInventory next = bench.claiming("0.0.0120");
        next.open(only(next));
        bench.takeLog();

        next.close();

        assertThat(tree.takeWrites()).isEmpty();
        assertThat(bench.takeLog())
                .singleElement()
                .asString()
                .startsWith("WARNING subchannel 0.0.0013 (device 0.0.0120) stays with vfio_ccw")
                .contains("by hand: echo 1 > ");
    }

    @Test
    void takesWhatAnotherChanioGaveBack() {
        bench.plugDisk();
        tree.set(DISK, "dev_busid", "0.0.0120\n");
        VfioInventory first = claimed(OnlineDevices.REFUSE);
        VfioInventory next = bench.claiming("0.0.0120");
        next.list();
        first.close();
        tree.takeWrites();

        assertThat(unusable(next)).isEmpty();
        next.close();

        assertThat(tree.takeWrites()).hasSize(8);
        assertThat(tree.driverOf(DISK)).isEqualTo("io_subchannel");
    }

    @Test
    void doesNotGiveBackWhatAnEarlierOneLeftAndNobodyClaims() {
        bench.plugDisk();
        claimed(OnlineDevices.REFUSE);
        VfioInventory next = bench.claiming("0.0.0999");
        next.list();

        next.close();

        assertThat(tree.takeWrites()).isEmpty();
        assertThat(tree.driverOf(DISK)).isEqualTo("vfio_ccw");
    }

    @Test
    void leavesAloneWhatSomebodyTookBack() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();
        bench.takeLog();
        tree.takeWrites();

        returnByHand();

        assertThat(unusable(inventory).orElseThrow()).contains("somebody took it back");
        assertThat(unusable(inventory).orElseThrow()).contains("somebody took it back");
        assertThat(tree.takeWrites()).isEmpty();
        assertThat(bench.takeLog())
                .containsExactly("INFO somebody took back subchannel 0.0.0013 (device 0.0.0120): it is left alone");
    }

    @Test
    void doesNotMakeAMediatedDeviceAgainThatSomebodyRemoved() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();
        tree.takeWrites();
        tree.byHand(DISK + "/" + uuid(Taking.BINDING) + "/remove", "1\n");

        assertThat(unusable(inventory).orElseThrow()).contains("its mediated device was removed");
        assertThat(tree.takeWrites()).isEmpty();
    }

    @Test
    void usesAMediatedDeviceThatSomebodyMadeInItsPlace() {
        bench.plugDisk();
        VfioInventory inventory = bench.claiming("0.0.0120");
        inventory.list();
        tree.byHand(DISK + "/" + uuid(Taking.BINDING) + "/remove", "1\n");
        tree.byHand(CREATE, "11111111-2222-3333-4444-555555555555\n");

        assertThat(unusable(inventory)).isEmpty();
    }

    private VfioInventory claimed(OnlineDevices online) {
        VfioInventory inventory = bench.claiming("0.0.0120", online);
        assertThat(unusable(inventory)).isEmpty();
        tree.takeWrites();
        bench.takeLog();
        return inventory;
    }

    private void returnByHand() {
        tree.byHand(OVERRIDE, "\n");
        tree.unbindByHand();
        tree.bindByHand(DISK, SubchannelFolder.IO_SUBCHANNEL);
    }
}
