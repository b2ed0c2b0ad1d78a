package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelFileTest {

    private static final int WINDOW = 1 << 30;
    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8};

    @Test
    void viewsBytesBeforeBehindAndAcrossTheEndOfAWindow(@TempDir Path folder) throws IOException {
        Path path = Files.createFile(folder.resolve("sparse"));
        try (ChannelFile file = ChannelFile.openForWriting(path)) {
            for (long position : new long[] {8, WINDOW - 8, WINDOW - 3, WINDOW + 16}) {
                file.write(ByteBuffer.wrap(BYTES), position);

                assertThat(file.view(position, BYTES.length)).isEqualTo(ByteBuffer.wrap(BYTES));
            }
        }
    }

    @Test
    void viewsNothingBehindTheEndOfTheFile(@TempDir Path folder) throws IOException {
        Path path = Files.write(folder.resolve("short"), BYTES);
        try (ChannelFile file = ChannelFile.openForReading(path)) {
            assertThatThrownBy(() -> file.view(4, BYTES.length)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> file.view(WINDOW, 1)).isInstanceOf(IOException.class);
            assertThat(file.view(4, 4)).isEqualTo(ByteBuffer.wrap(BYTES, 4, 4));
        }
    }
}
