package io.chanio.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory straight from the kernel. */
class MappedMemoryTest {

    private static final int PAGE = 4096;

    private final CountingLibC counting = new CountingLibC(Native.load());
    private final LibC libc = counting.libc();

    @Test
    void isZeroBigEndianAndAtAPageBoundary() {
        try (MappedMemory mapped = MappedMemory.map(libc, 2 * PAGE)) {
            ByteBuffer memory = mapped.memory();
            assertThat(memory.isDirect()).isTrue();
            assertThat(memory.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
            assertThat(memory.capacity()).isEqualTo(2 * PAGE);
            assertThat(memory.mismatch(ByteBuffer.allocate(2 * PAGE))).isEqualTo(-1);
            assertThat(mapped.address() % PAGE).isZero();
            assertThat(mapped.memory()).isSameAs(memory);
        }
    }

    @Test
    void holdsItsBytesWhereItsAddressSays(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("bytes"));
        try (MappedMemory mapped = MappedMemory.map(libc, PAGE);
                Descriptor descriptor = Descriptor.open(libc, file, Access.READ_WRITE)) {
            mapped.memory().putInt(8, 0x0102_0304);
            assertThat(libc.pwrite(descriptor.number(), mapped.address() + 8, 4, 0))
                    .isEqualTo(4);
            assertThat(descriptor.pread(mapped.memory().slice(100, 2), 2)).isEqualTo(2);
            assertThat(mapped.memory().getShort(100)).isEqualTo((short) 0x0304);
        }
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3, 4});
    }

    @Test
    void failsWithEnomemForMoreThanThereIs() {
        long absurd = 1L << 60;
        assertThatExceptionOfType(NativeCallException.class)
                .isThrownBy(() -> MappedMemory.mapped(libc, absurd))
                .withMessage("mmap of " + absurd + " bytes: ENOMEM");
    }

    @Test
    void refusesALengthThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> MappedMemory.map(libc, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MappedMemory.map(libc, -PAGE));
    }

    @Test
    void isUnmappedOnceAndRefusesUseAfterwards() throws Exception {
        MappedMemory mapped = MappedMemory.map(libc, PAGE);
        String start = "%x-".formatted(mapped.address());

        mapped.close();
        mapped.close();

        assertThat(counting.calls("munmap")).isEqualTo(1);
        assertThat(Files.readAllLines(Path.of("/proc/self/maps"))).noneMatch(line -> line.startsWith(start));
        assertThatIllegalStateException().isThrownBy(mapped::memory);
        assertThatIllegalStateException().isThrownBy(mapped::address);
    }
}
