package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of an image, changed as a whole or not at all: a write of several pages is none that the kernel makes whole when
 * its process is killed. Each change is logged, made in its order, and forced.
 *
 * <p>Threads: one at a time, as its image.
 *
 * @see "linux mm/filemap.c generic_perform_write(), which looks for a fatal signal at every page"
 */
final class RecoverableFile implements AutoCloseable {

    private final ImageFile file;
    private final @Nullable IntentLog log;
    private boolean unfinished;

    /** @param log of a file that may be written */
    RecoverableFile(ImageFile file, @Nullable IntentLog log) {
        this.file = file;
        this.log = log;
    }

    boolean writable() {
        return log != null;
    }

    long size() throws IOException {
        return file.size();
    }

    /** Makes the changes that an earlier process or an earlier call left unfinished. */
    void recover() throws IOException {
        if (log != null) {
            List<Patch> pending = log.pending();
            if (!pending.isEmpty()) {
                finish(log, pending);
            }
            unfinished = false;
        }
    }

    /** Bytes that nobody changes, for reading only; where the file is, as long as this process does not write to it. */
    ByteBuffer view(long position, int length) throws IOException {
        return writable() ? bytes(position, length) : file.view(position, length);
    }

    Octets read(long position, int length) throws IOException {
        return Octets.of(bytes(position, length), 0, length);
    }

    private ByteBuffer bytes(long position, int length) throws IOException {
        if (unfinished) {
            recover();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.read(bytes, position);
        return bytes.clear();
    }

    /** Makes {@code patches} one after the other. When it fails before they are logged, nothing has changed. */
    void change(List<Patch> patches) throws IOException {
        if (log == null) {
            throw new IllegalStateException("open for reading only");
        }
        if (unfinished) {
            recover();
        }
        log.record(patches);
        finish(log, patches);
    }

    private void finish(IntentLog known, List<Patch> patches) throws IOException {
        unfinished = true;
        for (Patch each : patches) {
            file.write(ByteBuffer.wrap(each.bytes().toArray()), each.position());
        }
        file.force();
        known.clear();
        unfinished = false;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (log != null && unfinished) {
                log.close();
            } else if (log != null) {
                log.discard();
            }
        }
    }
}
