package io.chanio.ledger.journal;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * The files of the journal in their folder, without the library's buffer: what is written together is gathered above it.
 *
 * <p>Threads: as the library's.
 */
final class ForcedFiles extends NIOSequentialFileFactory {

    private final Path folder;
    private final Medium medium;
    private final Trouble trouble;
    private final LongSupplier nanoClock;
    private volatile long forceNanos;

    ForcedFiles(Path folder, Medium medium, Trouble trouble, LongSupplier nanoClock) {
        super(folder.toFile(), false, 1);
        this.folder = folder;
        this.medium = medium;
        this.trouble = trouble;
        this.nanoClock = nanoClock;
    }

    @Override
    public SequentialFile createSequentialFile(String name) {
        return new ForcedFile(this, new File(folder.toString()), name);
    }

    /** The library would go on, and log a stack trace; the writer asks what happened and does not go on. */
    @Override
    public void onIOError(Throwable error, String message, String file) {
        trouble.report(error);
    }

    Medium medium() {
        return medium;
    }

    Trouble trouble() {
        return trouble;
    }

    void force(FileChannel channel) throws IOException {
        long before = nanoClock.getAsLong();
        medium.force(channel);
        forceNanos = nanoClock.getAsLong() - before;
    }

    /** What the last force took. */
    long forceNanos() {
        return forceNanos;
    }

    /** What was made, renamed and deleted in the folder outlives a loss of power. */
    void forceFolder() throws IOException {
        try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
