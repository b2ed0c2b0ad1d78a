package io.chanio.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files through the C library, and what is left of them. */
class DescriptorTest {

    // include/uapi/asm-generic/ioctls.h
    private static final long FIONREAD = 0x541B;
    // include/uapi/linux/nsfs.h
    private static final long NS_GET_USERNS = 0xB701;

    private final CountingLibC counting = new CountingLibC(Native.load());
    private final LibC libc = counting.libc();

    private final Path folder;
    private final Path file;

    DescriptorTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.file = Files.writeString(folder.resolve("volume"), "0123456789");
    }

    @Test
    void readsAtAnOffsetIntoWhatRemainsOfTheBuffer() {
        ByteBuffer target = ByteBuffer.allocateDirect(8).position(2).limit(6);
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_ONLY)) {
            assertThat(descriptor.pread(target, 3)).isEqualTo(4);
        }
        assertThat(target.position()).isEqualTo(2);
        byte[] all = new byte[8];
        target.clear().get(0, all);
        assertThat(all).isEqualTo("\0\0003456\0\0".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void writesWhatRemainsOfTheBufferAtAnOffset() throws Exception {
        ByteBuffer source = ByteBuffer.allocateDirect(8);
        source.put(0, "..abcd..".getBytes(StandardCharsets.US_ASCII))
                .position(2)
                .limit(6);
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_WRITE)) {
            assertThat(descriptor.pwrite(source, 5)).isEqualTo(4);
        }
        assertThat(source.position()).isEqualTo(2);
        assertThat(file).hasContent("01234abcd9");
    }

    @Test
    void readsAndWritesPartOfWhatRemains() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8).put(6, (byte) 'x').position(2);
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_WRITE)) {
            assertThat(descriptor.pread(buffer, 4, 0)).isEqualTo(4);
            assertThat(buffer.get(6)).isEqualTo((byte) 'x');
            assertThat(descriptor.pwrite(buffer, 3, 7)).isEqualTo(3);
            assertThatIllegalArgumentException().isThrownBy(() -> descriptor.pread(buffer, 7, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> descriptor.pwrite(buffer, -1, 0));
        }
        assertThat(buffer.position()).isEqualTo(2);
        assertThat(file).hasContent("0123456012");
    }

    @Test
    void takesOverTheDescriptorThatAnIoctlGives() {
        ByteBuffer ignored = ByteBuffer.allocateDirect(8);
        try (Descriptor namespace = Descriptor.open(libc, Path.of("/proc/self/ns/mnt"), Access.READ_ONLY)) {
            long before = OpenDescriptors.count("user:[");
            try (Descriptor owner = namespace.openByIoctl(NS_GET_USERNS, ignored, "NS_GET_USERNS", "the owner")) {
                assertThat(owner.number()).isNotEqualTo(namespace.number());
                assertThat(owner).hasToString("the owner");
                assertThat(OpenDescriptors.count("user:[")).isEqualTo(before + 1);
            }
            assertThat(OpenDescriptors.count("user:[")).isEqualTo(before);
        }
    }

    @Test
    void namesTheIoctlThatGaveNoDescriptor() {
        ByteBuffer structure = ByteBuffer.allocateDirect(8);
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_WRITE)) {
            assertThatExceptionOfType(NativeCallException.class)
                    .isThrownBy(() -> descriptor.openByIoctl(0x3b6a, structure, "VFIO_GROUP_GET_DEVICE_FD", "it"))
                    .withMessage("VFIO_GROUP_GET_DEVICE_FD of it: ENOTTY");
        }
    }

    @Test
    void saysWhatAPersonMayDoAboutAnErrno() {
        assertThat(new NativeCallException("open", "it", 13, "give it away"))
                .hasMessage("open of it: EACCES (give it away)");
    }

    @Test
    void readsAtAnOffsetBeyondFourGibibytes() throws Exception {
        long offset = (1L << 33) + 5;
        ByteBuffer word = ByteBuffer.allocateDirect(4).putInt(0, 0xC8D7_D3F1);
        ByteBuffer again = ByteBuffer.allocateDirect(4);
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_WRITE)) {
            assertThat(descriptor.pwrite(word, offset)).isEqualTo(4);
            assertThat(descriptor.pread(again, offset)).isEqualTo(4);
        }
        assertThat(again.getInt(0)).isEqualTo(0xC8D7_D3F1);
        assertThat(Files.size(file)).isEqualTo(offset + 4);
    }

    @Test
    void answersAFailedReadWithTheNegatedErrno() {
        ByteBuffer target = ByteBuffer.allocateDirect(8);
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_ONLY)) {
            assertThat(descriptor.pread(target, -1)).isEqualTo(-ErrorNumber.EINVAL.number());
            assertThat(descriptor.pwrite(target, 0)).isEqualTo(-ErrorNumber.EBADF.number());
            assertThat(descriptor.pread(target, 0)).isEqualTo(8);
        }
    }

    @Test
    void asksTheDriverThroughAStructureAndThroughANumber() {
        ByteBuffer count = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_ONLY)) {
            assertThat(descriptor.ioctl(FIONREAD, count)).isZero();
            assertThat(descriptor.ioctl(FIONREAD, 0)).isEqualTo(-ErrorNumber.EFAULT.number());
            assertThat(descriptor.ioctl(0x3b64, 0)).isEqualTo(-ErrorNumber.ENOTTY.number());
        }
        assertThat(count.getInt(0)).isEqualTo(10);
    }

    @Test
    void namesCallPathAndErrnoOfAFileThatIsMissing() {
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(NativeCallException.class)
                .isThrownBy(() -> Descriptor.open(libc, missing, Access.READ_ONLY))
                .withMessage("open of " + missing + ": ENOENT")
                .satisfies(failure -> {
                    assertThat(failure.call()).isEqualTo("open");
                    assertThat(failure.object()).isEqualTo(missing.toString());
                    assertThat(failure.errno()).isEqualTo(2);
                });
    }

    @Test
    void givesTheNumberOfAnErrnoWithoutAKnownName() {
        assertThat(new NativeCallException("close", "eventfd", 133)).hasMessage("close of eventfd: errno 133");
    }

    @Test
    void refusesBuffersThatTheKernelCannotFill() {
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_ONLY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> descriptor.pread(ByteBuffer.allocate(8), 0))
                    .withMessageContaining(file.toString());
            ByteBuffer readOnly = ByteBuffer.allocateDirect(8).asReadOnlyBuffer();
            assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> descriptor.pread(readOnly, 0));
        }
    }

    @Test
    void isClosedOnceHoweverOftenItIsAsked() {
        Descriptor descriptor = Descriptor.open(libc, file, Access.READ_ONLY);
        assertThat(OpenDescriptors.count(file.toString())).isEqualTo(1);

        descriptor.close();
        descriptor.close();

        assertThat(counting.calls("close")).isEqualTo(1);
        assertThat(OpenDescriptors.count(file.toString())).isZero();
    }

    @Test
    void refusesEveryUseAfterItWasClosed() {
        Descriptor descriptor = Descriptor.open(libc, file, Access.READ_ONLY);
        ByteBuffer buffer = ByteBuffer.allocateDirect(8);
        descriptor.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> descriptor.pread(buffer, 0))
                .withMessage("pread on the closed descriptor of " + file);
        assertThatIllegalStateException().isThrownBy(() -> descriptor.pwrite(buffer, 0));
        assertThatIllegalStateException().isThrownBy(() -> descriptor.ioctl(FIONREAD, buffer));
        assertThatIllegalStateException().isThrownBy(() -> descriptor.ioctl(FIONREAD, 0));
        assertThatIllegalStateException().isThrownBy(descriptor::number);
        assertThat(counting.calls("pread")).isZero();
    }

    @Test
    void tellsOfACloseThatTheKernelRefused() {
        Descriptor never = new Descriptor(libc, Integer.MAX_VALUE, "nothing");
        assertThatExceptionOfType(NativeCallException.class)
                .isThrownBy(never::close)
                .withMessage("close of nothing: EBADF");
    }

    @Test
    void isNotInheritedByAnotherProcess() throws Exception {
        try (Descriptor descriptor = Descriptor.open(libc, file, Access.READ_ONLY)) {
            String flags = Files.readAllLines(Path.of("/proc/self/fdinfo/" + descriptor.number())).stream()
                    .filter(line -> line.startsWith("flags:"))
                    .findFirst()
                    .orElseThrow();
            int octal = Integer.parseInt(flags.substring("flags:".length()).trim(), 8);
            assertThat(octal & 0x80000).isNotZero();
        }
    }
}
