package io.chanio.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What the journal asks of the disk. Tests put one in between that is full, or breaks. */
interface Medium {

    Medium DISK = new Medium() {};

    /** Writes all of {@code bytes} where the channel stands. */
    default void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes a piece of a new file. */
    default void fill(FileChannel channel, ByteBuffer bytes) throws IOException {
        write(channel, bytes);
    }

    default void force(FileChannel channel) throws IOException {
        channel.force(false);
    }
}
