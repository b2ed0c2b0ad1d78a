package io.chanio.operation.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.operation.RecipeRunner;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/** A volume image as a device that knows DEFINE EXTENT, LOCATE RECORD and READ TRACK of one track, and nothing else. */
final class RecordedVolume {

    static final int HOME_ADDRESS_LENGTH = 5;

    private static final int HEADER_LENGTH = 512;
    private static final int HEADS_OFFSET = 8;
    private static final int TRACK_SIZE_OFFSET = 12;
    private static final int HEADS = 15;

    private final ByteBuffer image;
    private final int trackSize;

    RecordedVolume(String name) {
        this.image = ByteBuffer.wrap(unpacked(name + ".xz")).order(ByteOrder.LITTLE_ENDIAN);
        this.trackSize = image.getInt(TRACK_SIZE_OFFSET);
        assertThat(image.getInt(HEADS_OFFSET)).isEqualTo(HEADS);
    }

    RecipeRunner runner() {
        return new RecipeRunner(DeviceClass.ECKD, this::answer);
    }

    int tracks() {
        return (image.capacity() - HEADER_LENGTH) / trackSize;
    }

    /** The bytes of a track behind its home address: what READ TRACK gives, and stale bytes after it. */
    Octets track(int number) {
        return Octets.of(
                image, HEADER_LENGTH + number * trackSize + HOME_ADDRESS_LENGTH, trackSize - HOME_ADDRESS_LENGTH);
    }

    static List<String> lines(String resource) {
        return new String(read(resource), StandardCharsets.US_ASCII).lines().toList();
    }

    private Octets answer(ChannelProgram program) {
        assertThat(program.ccws()).extracting(ProgramCcw::command).containsExactly(0x63, 0x47, 0xDE);
        if (program.ccws().get(1).operand() instanceof Operand.Data(Octets locate)) {
            assertThat(locate.slice(0, 4)).isEqualTo(Octets.of(0x4C, 0, 0, 1));
            assertThat(locate.slice(4, 8)).isEqualTo(locate.slice(8, 12));
            return track(locate.halfwordAt(4) * HEADS + locate.halfwordAt(6));
        }
        throw new AssertionError("a LOCATE RECORD without data: " + program);
    }

    private static byte[] unpacked(String resource) {
        try (InputStream packed = open(resource);
                InputStream plain = new XZInputStream(packed)) {
            return plain.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(
                RecordedVolume.class.getResourceAsStream("/volumes/" + resource), "no test volume " + resource);
    }
}
