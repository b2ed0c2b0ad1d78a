package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import io.chanio.css.Crw;
import io.chanio.css.Orb;
import io.chanio.css.Schib;
import io.chanio.os.Access;
import io.chanio.os.Descriptor;
import io.chanio.os.LibC;
import io.chanio.os.MappedMemory;
import io.chanio.os.Native;
import io.chanio.os.NativeCallException;
import io.chanio.port.Arena;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.ArenaRefusedException;
import io.chanio.port.AsyncRegion;
import io.chanio.port.CrwRegion;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An opened subchannel over the scripted kernel: where its bytes go, when its memory is mapped, and how it ends. */
class VfioSubchannelTest {

    private static final ArenaPlacement PLACEMENT = new ArenaPlacement(0x10_0000, 0x1_0000);

    private final ScriptedKernel kernel = new ScriptedKernel();

    private SubchannelPort open(VfioInterface wanted) {
        return switch (kernel.opening(wanted, PLACEMENT)) {
            case Opening.Opened(SubchannelPort port) -> port;
            case Opening.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    @AfterEach
    void givesBackAllThatItHeld() {
        kernel.assertAllGivenBack();
    }

    @Test
    void findsItsRegionsInWhateverOrderTheKernelHasThem() {
        kernel.regions(
                ScriptedRegion.IO,
                ScriptedRegion.CRW,
                new ScriptedRegion(1, 2, 52, false),
                ScriptedRegion.SCHIB.behind(),
                ScriptedRegion.ASYNC);
        kernel.report(new Crw(0x0406_0001));
        try (SubchannelPort port = open(VfioInterface.GROUP)) {
            assertThat(port.features()).containsExactlyInAnyOrder(Feature.values());
            ByteBuffer crw = hostOrder(CrwRegion.LENGTH);
            assertThat(port.readCrw(crw)).isEqualTo(CrwRegion.LENGTH);
            assertThat(crw.getInt(0)).isEqualTo(0x0406_0001);
            assertThat(port.readCrw(crw)).isEqualTo(CrwRegion.LENGTH);
            assertThat(crw.getInt(0)).isZero();

            ByteBuffer schib = ByteBuffer.allocateDirect(Schib.LENGTH);
            assertThat(port.readSchib(schib)).isEqualTo(Schib.LENGTH);
            assertThat(Schib.decode(schib, 0)).isEqualTo(kernel.driver.schib);

            ByteBuffer halt = hostOrder(AsyncRegion.LENGTH).putInt(0, AsyncRegion.HALT_SUBCHANNEL);
            assertThat(port.writeAsync(halt)).isEqualTo(AsyncRegion.LENGTH);
            assertThat(kernel.calls()).containsExactly("halt");
        }
    }

    @Test
    void writesAndReadsTheIoRegionFromThePositionOn() {
        ByteBuffer wide = ByteBuffer.allocateDirect(IoRegion.LENGTH + 16).position(8);
        Orb orb = Orb.ofFormat1(0x10_0000);
        orb.encode(wide, 8);
        try (SubchannelPort port = open(VfioInterface.GROUP)) {
            assertThat(port.writeIo(wide)).isEqualTo(IoRegion.LENGTH);
            assertThat(kernel.orbs()).containsExactly(orb);
            orb.with(Orb.Flag.TRANSPORT_MODE).encode(wide, 8);
            assertThat(port.readIo(wide)).isEqualTo(IoRegion.LENGTH);
            assertThat(Orb.decode(wide, 8)).isEqualTo(orb);
            assertThat(wide.position()).isEqualTo(8);
            assertThat(port.writeIo(wide.position(wide.capacity() - IoRegion.LENGTH + 1)))
                    .isEqualTo(Errno.EINVAL.asAnswer());
        }
    }

    @Test
    void answersTheKernelsErrnoNegated() {
        kernel.answerStart(Errno.EBUSY.number()).answerStart(71).answerAsync(Errno.ENODEV.number());
        kernel.refuseSchib(Errno.ENODEV);
        try (SubchannelPort port = open(VfioInterface.GROUP)) {
            ByteBuffer region = ByteBuffer.allocateDirect(IoRegion.LENGTH);
            assertThat(port.writeIo(region)).isEqualTo(Errno.EBUSY.asAnswer());
            assertThat(port.writeIo(region)).isEqualTo(-71);
            assertThat(port.writeIo(region)).isEqualTo(IoRegion.LENGTH);
            assertThat(port.writeAsync(hostOrder(AsyncRegion.LENGTH))).isEqualTo(Errno.ENODEV.asAnswer());
            assertThat(port.readSchib(ByteBuffer.allocateDirect(Schib.LENGTH))).isEqualTo(Errno.ENODEV.asAnswer());
        }
    }

    @Test
    void answersEinvalForWhatTheKernelLacksWithoutAskingIt() {
        kernel.old();
        try (SubchannelPort port = open(VfioInterface.GROUP)) {
            assertThat(port.writeAsync(hostOrder(AsyncRegion.LENGTH))).isEqualTo(Errno.EINVAL.asAnswer());
            assertThat(port.readSchib(ByteBuffer.allocateDirect(Schib.LENGTH))).isEqualTo(Errno.EINVAL.asAnswer());
            assertThat(port.readCrw(hostOrder(CrwRegion.LENGTH))).isEqualTo(Errno.EINVAL.asAnswer());
            assertThat(kernel.calls()).isEmpty();
        }
    }

    @Test
    void resetsOnlyWhenItIsAsked() {
        try (SubchannelPort port = open(VfioInterface.GROUP)) {
            assertThat(port.reset()).isZero();
            kernel.refuse(KernelCall.VFIO_DEVICE_RESET, Errno.EIO.number());
            assertThat(port.reset()).isEqualTo(Errno.EIO.asAnswer());
        }
        assertThat(kernel.calls()).containsExactly("reset", "close");
    }

    @ParameterizedTest
    @EnumSource(names = {"GROUP", "IOMMUFD"})
    void mapsItsArenaOnceWhenItIsFirstNeeded(VfioInterface wanted) {
        String map = wanted == VfioInterface.GROUP ? "VFIO_IOMMU_MAP_DMA" : "IOMMU_IOAS_MAP";
        try (SubchannelPort port = open(wanted)) {
            assertThat(kernel.journal).doesNotContain(map, "mmap");
            Arena arena = port.arena();
            arena.memory().putInt(0, 0x0340_0001);
            assertThat(arena.address()).isEqualTo(PLACEMENT.address());
            assertThat(arena.memory().capacity()).isEqualTo(PLACEMENT.length());
            assertThat(arena.memory().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
            assertThat(port.arena().memory()).isSameAs(arena.memory());
            assertThat(kernel.journal).containsOnlyOnce(map).containsOnlyOnce("mmap");
        }
    }

    @Test
    void releasesItsArenaAfterTheDeviceOfAGroup() {
        SubchannelPort port = open(VfioInterface.GROUP);
        port.arena();
        kernel.journal.clear();
        port.close();
        port.close();
        assertThat(kernel.journal)
                .containsExactly(
                        "close device",
                        "close eventfd",
                        "close eventfd",
                        "close eventfd",
                        "VFIO_IOMMU_UNMAP_DMA",
                        "close /dev/vfio/7",
                        "close /dev/vfio/vfio",
                        "munmap");
    }

    @Test
    void releasesItsArenaAfterTheDeviceOfAnIommufd() {
        SubchannelPort port = open(VfioInterface.IOMMUFD);
        port.arena();
        kernel.journal.clear();
        port.close();
        port.close();
        assertThat(kernel.journal)
                .containsExactly(
                        "close device",
                        "close eventfd",
                        "close eventfd",
                        "close eventfd",
                        "IOMMU_IOAS_UNMAP",
                        "IOMMU_DESTROY",
                        "close /dev/iommu",
                        "munmap");
    }

    @ParameterizedTest
    @EnumSource(names = {"GROUP", "IOMMUFD"})
    void saysWhyItsArenaCantBeMappedAndLeavesNothing(VfioInterface wanted) {
        KernelCall map = wanted == VfioInterface.GROUP ? KernelCall.VFIO_IOMMU_MAP_DMA : KernelCall.IOMMU_IOAS_MAP;
        kernel.refuse(map, Errno.ENOMEM.number());
        try (SubchannelPort port = open(wanted)) {
            assertThatExceptionOfType(ArenaRefusedException.class)
                    .isThrownBy(port::arena)
                    .withMessageStartingWith(map + " of an arena of 65536 bytes at 00100000: ENOMEM (")
                    .withMessageContaining("LimitMEMLOCK");
            assertThat(kernel.journal).endsWith("munmap");
        }
    }

    @Test
    void saysThatThereIsNoMemory() {
        kernel.refuseMemory(Errno.ENOMEM.number());
        try (SubchannelPort port = open(VfioInterface.GROUP)) {
            assertThatExceptionOfType(ArenaRefusedException.class)
                    .isThrownBy(port::arena)
                    .withMessage("mmap of 65536 bytes: ENOMEM");
        }
    }

    @Test
    void closesTheRestWhateverFailsOnTheWay() {
        SubchannelPort port = open(VfioInterface.GROUP);
        port.arena();
        kernel.refuse(KernelCall.VFIO_IOMMU_UNMAP_DMA, Errno.EINVAL.number());
        assertThatExceptionOfType(NativeCallException.class)
                .isThrownBy(port::close)
                .withMessageStartingWith("VFIO_IOMMU_UNMAP_DMA");
        assertThat(kernel.journal).endsWith("close /dev/vfio/7", "close /dev/vfio/vfio", "munmap");
    }

    @Test
    void refusesUseAfterItWasClosed() {
        SubchannelPort port = open(VfioInterface.GROUP);
        port.close();
        assertThatIllegalStateException().isThrownBy(() -> port.writeIo(ByteBuffer.allocateDirect(IoRegion.LENGTH)));
        assertThatIllegalStateException().isThrownBy(port::arena);
        assertThatIllegalStateException().isThrownBy(port::reset);
        assertThatIllegalStateException().isThrownBy(() -> port.descriptor(Irq.IO));
        assertThat(kernel.journal).doesNotContain("mmap");
    }

    @Test
    void allocatesNothingOnTheWayOfAProgram(@TempDir Path folder) throws Exception {
        LibC libc = Native.load();
        Path file = Files.write(folder.resolve("device"), new byte[5 << 10]);
        Descriptor device = Descriptor.open(libc, file, Access.READ_WRITE);
        DeviceSurvey survey = new DeviceSurvey(
                0,
                Map.of(CcwRegion.ASYNC, 1L << 10, CcwRegion.SCHIB, 2L << 10, CcwRegion.CRW, 3L << 10),
                Set.of(Irq.CRW));
        try (Held held = new Held();
                SubchannelPort port = new VfioSubchannel(
                        ScriptedKernel.SUBCHANNEL,
                        libc,
                        PLACEMENT,
                        new OpenedDevice(device, new NoAddressSpace()),
                        survey,
                        IrqEventfds.open(libc, device, Set.of(), held))) {
            ByteBuffer region = ByteBuffer.allocateDirect(IoRegion.LENGTH);
            assertThat(roundTrips(port, region, 10_000))
                    .as("bytes that came and went")
                    .isEqualTo(10_000L * 316);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            roundTrips(port, region, 1000);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated / 1000).as("bytes a round trip").isZero();
        }
    }

    private static long roundTrips(SubchannelPort port, ByteBuffer region, int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += port.writeIo(region);
            bytes += port.readIo(region);
            bytes += port.readSchib(region);
            bytes += port.readCrw(region);
            bytes += port.writeAsync(region);
        }
        return bytes;
    }

    private static ByteBuffer hostOrder(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }

    /** For a device that is a file. */
    private static final class NoAddressSpace implements AddressSpace {

        @Override
        public void map(MappedMemory memory, int iova) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unmap(int iova, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
