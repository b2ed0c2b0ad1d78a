package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.Irq;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening through both interfaces of the kernel, and all that can be in the way; nothing stays open that is not given out. */
class LinuxDeviceOpenerTest {

    private final ScriptedKernel kernel = new ScriptedKernel();

    @AfterEach
    void givesBackAllThatItOpened() {
        kernel.assertAllGivenBack();
    }

    private String refusal(VfioInterface wanted) {
        return refusal(kernel, wanted);
    }

    private static String refusal(ScriptedKernel kernel, VfioInterface wanted) {
        return switch (kernel.opening(wanted)) {
            case Opening.Opened(SubchannelPort port) -> {
                port.close();
                throw new AssertionError("it was opened");
            }
            case Opening.Refused(String reason) -> reason;
        };
    }

    // The way in

    @Test
    void goesThroughContainerAndGroup() {
        kernel.opened(VfioInterface.GROUP).close();
        assertThat(kernel.journal)
                .startsWith(
                        "open /dev/vfio/vfio",
                        "VFIO_GET_API_VERSION",
                        "VFIO_CHECK_EXTENSION",
                        "open /dev/vfio/7",
                        "VFIO_GROUP_GET_STATUS",
                        "VFIO_GROUP_SET_CONTAINER",
                        "VFIO_SET_IOMMU",
                        "VFIO_GROUP_GET_DEVICE_FD",
                        "VFIO_DEVICE_GET_INFO")
                .doesNotContain("open /dev/iommu");
    }

    @Test
    void goesThroughIommufdAndNode() {
        kernel.opened(VfioInterface.IOMMUFD).close();
        assertThat(kernel.journal)
                .startsWith(
                        "open /dev/iommu",
                        "open /dev/vfio/devices/vfio0",
                        "VFIO_DEVICE_BIND_IOMMUFD",
                        "IOMMU_IOAS_ALLOC",
                        "VFIO_DEVICE_ATTACH_IOMMUFD_PT",
                        "VFIO_DEVICE_GET_INFO")
                .doesNotContain("open /dev/vfio/vfio", "open /dev/vfio/7");
    }

    @Test
    void takesIommufdByItselfWhereTheDeviceHasANode() {
        kernel.opened(VfioInterface.AUTO).close();
        assertThat(kernel.journal).contains("VFIO_DEVICE_BIND_IOMMUFD");
    }

    @Test
    void takesTheGroupByItselfWhereTheDeviceHasNoNode() {
        kernel.withoutDeviceNodes().opened(VfioInterface.AUTO).close();
        assertThat(kernel.journal).contains("VFIO_GROUP_GET_DEVICE_FD").doesNotContain("open /dev/iommu");
    }

    @ParameterizedTest
    @CsvSource({"2", "13"})
    void takesTheGroupByItselfWhereThereIsNoIommufdToBeHad(int errno) {
        kernel.refuseOpen(ScriptedKernel.IOMMU_NODE, errno)
                .opened(VfioInterface.AUTO)
                .close();
        assertThat(kernel.journal).contains("VFIO_GROUP_GET_DEVICE_FD");
    }

    @Test
    void opensASubchannelOnceAtATime() {
        SubchannelPort first = kernel.opened(VfioInterface.GROUP);
        assertThat(refusal(VfioInterface.GROUP)).isEqualTo("open of /dev/vfio/7: EBUSY: another process has it open");
        first.close();
        kernel.opened(VfioInterface.GROUP).close();
    }

    // What the kernel has

    @ParameterizedTest
    @EnumSource(VfioInterface.class)
    void offersAllThatANewKernelHas(VfioInterface wanted) {
        try (SubchannelPort port = kernel.opened(wanted)) {
            assertThat(port.subchannel()).isEqualTo(ScriptedKernel.SUBCHANNEL);
            assertThat(port.features()).containsExactlyInAnyOrder(Feature.values());
            for (Irq irq : Irq.values()) {
                assertThat(port.descriptor(irq))
                        .isNotNegative()
                        .isEqualTo(kernel.driver.eventfds[IrqEventfds.index(irq)]);
            }
        }
    }

    @Test
    void livesWithAnOldKernelOfOneRegionAndOneInterruption() {
        try (SubchannelPort port = kernel.old().opened(VfioInterface.GROUP)) {
            assertThat(port.features()).isEmpty();
            assertThat(port.descriptor(Irq.IO)).isNotNegative();
            assertThat(port.descriptor(Irq.CRW)).isEqualTo(-1);
            assertThat(port.descriptor(Irq.REQ)).isEqualTo(-1);
        }
    }

    @Test
    void countsAChannelReportOnlyWithItsRegionAndItsInterruption() {
        kernel.regions(ScriptedRegion.IO, ScriptedRegion.ASYNC, ScriptedRegion.SCHIB);
        try (SubchannelPort port = kernel.opened(VfioInterface.GROUP)) {
            assertThat(port.features()).containsExactlyInAnyOrder(Feature.HALT_CLEAR, Feature.SCHIB, Feature.REQ);
            assertThat(port.descriptor(Irq.CRW)).isEqualTo(-1);
        }
        kernel.regions(ScriptedRegion.IO, ScriptedRegion.CRW).irqs(1, 0, 1);
        try (SubchannelPort port = kernel.opened(VfioInterface.GROUP)) {
            assertThat(port.features()).containsExactlyInAnyOrder(Feature.REQ);
            assertThat(port.descriptor(Irq.CRW)).isEqualTo(-1);
        }
    }

    @Test
    void takesNoRegionOfAnotherTypeForASubchannels() {
        ScriptedRegion foreign = new ScriptedRegion(1, 1, 8, false);
        ScriptedRegion tooShort = new ScriptedRegion(ScriptedRegion.CCW, 2, 44, false);
        ScriptedRegion unknown = new ScriptedRegion(ScriptedRegion.CCW, 4, 64, false);
        kernel.regions(ScriptedRegion.IO, foreign, tooShort, unknown, ScriptedRegion.IO);
        try (SubchannelPort port = kernel.opened(VfioInterface.GROUP)) {
            assertThat(port.features()).containsExactlyInAnyOrder(Feature.REQ);
        }
    }

    // What is in the way

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GROUP   | /dev/vfio/vfio           | 2  | ENOENT: no container node: load the modules vfio
                    GROUP   | /dev/vfio/vfio           | 19 | ENODEV: no container node: load the modules vfio
                    GROUP   | /dev/vfio/vfio           | 13 | EACCES: this process may not use it
                    GROUP   | /dev/vfio/7              | 2  | ENOENT: no node of the group
                    GROUP   | /dev/vfio/7              | 1  | EPERM: this process may not use it
                    GROUP   | /dev/vfio/7              | 16 | EBUSY: another process has it open
                    GROUP   | /dev/vfio/7              | 24 | EMFILE
                    AUTO    | /dev/vfio/devices/vfio0  | 13 | EACCES: this process may not use it
                    IOMMUFD | /dev/iommu               | 2  | ENOENT: no iommufd in this kernel: load the module iommufd
                    IOMMUFD | /dev/iommu               | 13 | EACCES: this process may not use it
                    IOMMUFD | /dev/vfio/devices/vfio0  | 2  | ENOENT: no node of the device
                    """)
    void saysWhichNodeCantBeOpenedAndWhatToDo(VfioInterface wanted, String node, int errno, String advice) {
        kernel.refuseOpen(node, errno);
        assertThat(refusal(wanted)).startsWith("open of " + node + ": " + advice);
    }

    @ParameterizedTest
    @CsvSource({
        "GROUP, VFIO_GET_API_VERSION, /dev/vfio/vfio",
        "GROUP, VFIO_CHECK_EXTENSION, /dev/vfio/vfio",
        "GROUP, VFIO_GROUP_GET_STATUS, /dev/vfio/7",
        "GROUP, VFIO_GROUP_SET_CONTAINER, /dev/vfio/7",
        "GROUP, VFIO_SET_IOMMU, /dev/vfio/vfio",
        "GROUP, VFIO_GROUP_GET_DEVICE_FD, mediated device",
        "GROUP, VFIO_DEVICE_GET_INFO, mediated device",
        "GROUP, VFIO_DEVICE_SET_IRQS, mediated device",
        "IOMMUFD, VFIO_DEVICE_BIND_IOMMUFD, /dev/vfio/devices/vfio0",
        "IOMMUFD, IOMMU_IOAS_ALLOC, /dev/iommu",
        "IOMMUFD, VFIO_DEVICE_ATTACH_IOMMUFD_PT, /dev/vfio/devices/vfio0",
        "IOMMUFD, VFIO_DEVICE_GET_INFO, /dev/vfio/devices/vfio0"
    })
    void namesTheCallThatFailedAndClosesEverything(VfioInterface wanted, KernelCall call, String object) {
        kernel.refuse(call, KernelRefusal.EINVAL);
        assertThat(refusal(wanted)).startsWith(call + " of " + object).contains(": EINVAL: ");
    }

    /** Linux 6.12: EBUSY where the other came through the group, EINVAL where it came through the node too. */
    @ParameterizedTest
    @EnumSource(names = {"EBUSY", "EINVAL"})
    void saysThatAnotherProcessHasTheDeviceBound(Errno refused) {
        kernel.refuse(KernelCall.VFIO_DEVICE_BIND_IOMMUFD, refused.number());
        assertThat(refusal(VfioInterface.IOMMUFD)).contains(refused + ": another process has it open");
    }

    @Test
    void refusesAnotherVersionOfTheInterface() {
        assertThat(refusal(kernel.apiVersion(1), VfioInterface.GROUP))
                .contains("version 1")
                .contains("/dev/vfio/vfio");
    }

    @Test
    void refusesType1AndSaysWhy() {
        assertThat(refusal(kernel.type1Only(), VfioInterface.GROUP))
                .contains("TYPE1v2")
                .contains("EACCES")
                .contains("vfio_iommu_type1");
        assertThat(kernel.journal).doesNotContain("VFIO_SET_IOMMU");
    }

    @Test
    void refusesAGroupThatIsNotViable() {
        assertThat(refusal(kernel.groupNotViable(), VfioInterface.GROUP))
                .contains("/dev/vfio/7")
                .contains("not viable");
        assertThat(kernel.journal).doesNotContain("VFIO_GROUP_SET_CONTAINER");
    }

    @Test
    void refusesADeviceThatIsNoSubchannel() {
        assertThat(refusal(kernel.deviceFlags(0x3), VfioInterface.GROUP)).contains("is no subchannel");
    }

    @Test
    void refusesADeviceWithoutAnIoRegion() {
        assertThat(refusal(kernel.regions(), VfioInterface.GROUP)).contains("no I/O region of 124 bytes");
        kernel.regions(new ScriptedRegion(0, 0, 96, false), ScriptedRegion.ASYNC);
        assertThat(refusal(VfioInterface.GROUP)).contains("no I/O region of 124 bytes");
    }

    @Test
    void refusesADeviceThatNeverInterrupts() {
        assertThat(refusal(kernel.irqs(0, 1, 1), VfioInterface.GROUP)).contains("no I/O interruption");
    }

    @Test
    void saysWhatAKernelOfTheOtherInterfaceLacks() {
        assertThat(refusal(kernel.withoutDeviceNodes(), VfioInterface.IOMMUFD))
                .contains("has no node below /dev/vfio/devices")
                .contains("group interface");
        kernel.withoutGroups();
        assertThat(refusal(VfioInterface.GROUP)).contains("in no IOMMU group");
        assertThat(refusal(VfioInterface.AUTO)).contains("in no IOMMU group");
    }

    @Test
    void refusesWhenThereIsNoDescriptorLeftForAnInterruption() {
        assertThat(refusal(kernel.refuseEventfd(KernelRefusal.EMFILE), VfioInterface.GROUP))
                .isEqualTo("eventfd of eventfd: EMFILE");
    }
}
