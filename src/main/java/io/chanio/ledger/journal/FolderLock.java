package io.chanio.ledger.journal;

import io.chanio.ledger.StoreUnusableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a folder for this process, until it is closed or the process ends.
 *
 * <p>Threads: opened and closed by whoever owns the store.
 */
final class FolderLock implements AutoCloseable {

    private static final String NAME = "in-use";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StoreUnusableException when another has it, or the folder can't be made */
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StoreUnusableException(
                        "The record of jobs in %s is in use by another chanio process.".formatted(folder));
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new StoreUnusableException(
                    "The record of jobs can't be kept in %s: %s".formatted(folder, Trouble.text(e)), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(FolderLock.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The lock on the record of jobs was not let go: {0}",
                            e.getMessage());
        }
    }
}
