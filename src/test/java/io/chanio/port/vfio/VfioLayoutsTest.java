package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers and sizes, beside those that C printed from the kernel's headers. */
class VfioLayoutsTest {

    @Test
    void hasEveryRequestOnceUnderItsNumberInTheOrderOfTheHeaders() {
        List<String> named = Arrays.stream(VfioRequest.values()).map(Enum::name).toList();
        assertThat(named)
                .containsExactlyElementsOf(
                        Arrays.stream(KernelCall.values()).map(Enum::name).toList());
        assertThat(VfioRequest.values()).allSatisfy(request -> assertThat(request.code())
                .isEqualTo((int) KernelCall.valueOf(request.name()).number));
    }

    @Test
    void hasTheSizesOfTheKernelsStructures() {
        assertThat(GroupStatus.LENGTH).isEqualTo(8);
        assertThat(DeviceInfo.LENGTH).isEqualTo(20);
        assertThat(RegionInfo.LENGTH).isEqualTo(32);
        assertThat(RegionType.LENGTH).isEqualTo(16);
        assertThat(IrqInfo.LENGTH).isEqualTo(16);
        assertThat(IrqSet.HEADER_LENGTH).isEqualTo(20);
        assertThat(DmaMap.LENGTH).isEqualTo(32);
        assertThat(DmaUnmap.LENGTH).isEqualTo(24);
        assertThat(BindIommufd.LENGTH).isEqualTo(16);
        assertThat(AttachIommufd.LENGTH).isEqualTo(12);
        assertThat(IommuDestroy.LENGTH).isEqualTo(8);
        assertThat(IoasAlloc.LENGTH).isEqualTo(12);
        assertThat(IoasMap.LENGTH).isEqualTo(40);
        assertThat(IoasUnmap.LENGTH).isEqualTo(24);
    }

    @Test
    void speaksInTheByteOrderOfTheHost() {
        for (ByteBuffer structure : List.of(
                GroupStatus.question(),
                DeviceInfo.question(),
                RegionInfo.question(1, RegionInfo.LENGTH),
                IrqInfo.question(1),
                IrqSet.eventfd(1, 5),
                DmaMap.of(0x1000, 0x2000, 4096),
                DmaUnmap.of(0x2000, 4096),
                BindIommufd.to(5),
                AttachIommufd.to(1),
                IommuDestroy.of(1),
                IoasAlloc.question(),
                IoasMap.of(1, 0x1000, 0x2000, 4096),
                IoasUnmap.of(1, 0x2000, 4096))) {
            assertThat(structure.isDirect()).isTrue();
            assertThat(structure.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(structure.getInt(0)).as("its own size first").isEqualTo(structure.capacity());
        }
    }

    @Test
    void keepsAnAddressBelowTwoGibibytesPositive() {
        assertThat(DmaMap.of(0, 0x7FFF_F000, 4096).getLong(DmaMap.IOVA_OFFSET)).isEqualTo(0x7FFF_F000L);
        assertThat(IoasMap.of(1, -4096, 0x10_0000, 4096).getLong(IoasMap.USER_VA_OFFSET))
                .isEqualTo(-4096);
    }

    @Test
    void followsAChainOfCapabilitiesAndNoRing() {
        ByteBuffer answer = RegionInfo.question(1, 96);
        answer.putInt(RegionInfo.FLAGS_OFFSET, 1 << 3).putInt(RegionInfo.CAPABILITY_OFFSET, 32);
        capability(answer, 32, 1, 48);
        capability(answer, 48, 4, 64);
        capability(answer, 64, RegionType.ID, 0);
        answer.putInt(64 + RegionType.TYPE_OFFSET, 2).putInt(64 + RegionType.SUBTYPE_OFFSET, 3);
        assertThat(RegionInfo.decode(answer).type()).contains(new RegionType(2, 3));

        capability(answer, 48, 4, 32);
        assertThat(RegionInfo.decode(answer).type()).as("a ring").isEmpty();
        capability(answer, 48, 4, 90);
        assertThat(RegionInfo.decode(answer).type()).as("out of the answer").isEmpty();
        capability(answer, 48, 4, -8);
        assertThat(RegionInfo.decode(answer).type()).as("before the answer").isEmpty();
        answer.putInt(RegionInfo.FLAGS_OFFSET, 0);
        assertThat(RegionInfo.decode(answer).type()).as("no capabilities").isEmpty();
    }

    private static void capability(ByteBuffer answer, int at, int id, int next) {
        answer.putShort(at + RegionType.ID_OFFSET, (short) id).putInt(at + RegionType.NEXT_OFFSET, next);
    }
}
