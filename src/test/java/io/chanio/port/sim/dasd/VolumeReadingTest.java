package io.chanio.port.sim.dasd;

import static io.chanio.port.sim.dasd.DeviceBench.DONE;
import static io.chanio.port.sim.dasd.DeviceBench.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.port.sim.DeviceAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads all tracks of foreign volumes through the device, and looks at the bytes of the image itself. */
class VolumeReadingTest {

    private static final int HEADER = 512;
    private static final int HOME_ADDRESS = 5;

    @Test
    void readsEveryRecordOfA3390AsItLiesInTheImage(@TempDir Path folder) throws IOException {
        Path image = Volumes.unpack(Volumes.QUAL01, folder);

        readsEveryTrack(CkdGeometry.IBM_3390, DasdControlUnit.IBM_2107, image, 56_832, 3);
    }

    @Test
    void readsEveryRecordOfA3380AsItLiesInTheImage(@TempDir Path folder) throws IOException {
        Path image = Volumes.unpack(Volumes.QUAL02, folder);

        readsEveryTrack(CkdGeometry.IBM_3380, DasdControlUnit.IBM_3990_6, image, 47_616, 4);
    }

    private static void readsEveryTrack(
            CkdGeometry geometry, DasdControlUnit controlUnit, Path image, int trackLength, int cylinders)
            throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(image));
        assertThat(file.capacity()).isEqualTo(HEADER + cylinders * 15 * trackLength);
        try (DeviceBench bench = new DeviceBench(Volumes.open(geometry, controlUnit, image))) {
            for (int number = 0; number < cylinders * 15; number++) {
                String address = "%04x%04x".formatted(number / 15, number % 15);
                Octets expected = recordsOf(file, HEADER + number * trackLength);

                DeviceAnswer all = bench.last(
                        step(0x63, "40c00000000000000000000000%02x000e".formatted(cylinders - 1)),
                        step(0x47, "4c000001", address, address, "00000000"),
                        step(0xDE));

                assertThat(all.unitStatus()).isEqualTo(DONE);
                assertThat(all.data()).isEqualTo(expected);
            }
        }
    }

    /** From R0 to the end mark, found by the lengths alone. */
    private static Octets recordsOf(ByteBuffer file, int track) {
        int offset = track + HOME_ADDRESS;
        while (file.getLong(offset) != -1L) {
            offset += 8 + (file.get(offset + 5) & 0xFF) + (file.getShort(offset + 6) & 0xFFFF);
        }
        return Octets.of(file, track + HOME_ADDRESS, offset + 8 - track - HOME_ADDRESS);
    }
}
