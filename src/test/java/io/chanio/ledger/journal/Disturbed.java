package io.chanio.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A disk that tests can fill, break and hold up. */
final class Disturbed implements Medium {

    volatile boolean full;
    volatile boolean broken;
    volatile int forces;
    volatile @Nullable CountDownLatch holdUp;
    volatile @Nullable CountDownLatch holdUpFill;

    @Override
    public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        if (broken) {
            bytes.limit(bytes.position() + bytes.remaining() / 2);
            Medium.super.write(channel, bytes);
            throw new IOException("Input/output error");
        }
        Medium.super.write(channel, bytes);
    }

    @Override
    public void fill(FileChannel channel, ByteBuffer bytes) throws IOException {
        await(holdUpFill);
        if (full) {
            throw new IOException("No space left on device");
        }
        Medium.super.fill(channel, bytes);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    @Override
    public void force(FileChannel channel) throws IOException {
        forces++;
        await(holdUp);
        Medium.super.force(channel);
    }

    private static void await(@Nullable CountDownLatch held) throws IOException {
        if (held != null) {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
