package io.chanio.ledger.journal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;

/**
 * A file of the journal whose writes are whole or reported: the library's own takes a short write for a whole one, and tells
 * the writer nothing of an error.
 *
 * <p>Threads: as the library's.
 *
 * @see "artemis-journal, NIOSequentialFile"
 */
final class ForcedFile extends NIOSequentialFile {

    private static final int PAGE = 64 * 1024;

    private final ForcedFiles files;
    private String openedAs = "";

    ForcedFile(ForcedFiles files, File folder, String name) {
        super(files, folder, name, 1);
        this.files = files;
    }

    /** A file is made under another name, and renamed before it is opened: the new name must outlive a loss of power. */
    @Override
    public void open(int maxIo, boolean useExecutor) throws IOException {
        super.open(maxIo, useExecutor);
        if (!openedAs.equals(getFileName())) {
            files.forceFolder();
            openedAs = getFileName();
        }
    }

    @Override
    public void fill(int size) throws IOException {
        FileChannel open = channel;
        try {
            open.position(0);
            for (int filled = 0; filled < size; filled += PAGE) {
                files.medium().fill(open, ByteBuffer.allocate(Math.min(PAGE, size - filled)));
            }
            open.force(true);
            open.position(0);
            fileSize = open.size();
        } catch (IOException e) {
            giveUp();
            throw new Trouble.NoRoomException("%s can't be made: %s".formatted(getJavaFile(), Trouble.text(e)), e);
        }
    }

    /** Half a file would take the room that is left. */
    private void giveUp() throws IOException {
        FileChannel open = channel;
        channel = null;
        open.close();
        rfile.close();
        Files.deleteIfExists(getJavaFile().toPath());
    }

    @Override
    public void writeDirect(ByteBuffer bytes, boolean sync, IOCallback callback) {
        try {
            write(bytes, sync);
            callback.done();
        } catch (IOException e) {
            callback.onError(ActiveMQExceptionType.IO_ERROR.getCode(), Trouble.text(e));
        } finally {
            files.releaseBuffer(bytes);
        }
    }

    @Override
    public void writeDirect(ByteBuffer bytes, boolean sync) throws IOException {
        blockingWriteDirect(bytes, sync, true);
    }

    @Override
    public void blockingWriteDirect(ByteBuffer bytes, boolean sync, boolean releaseBuffer) throws IOException {
        try {
            write(bytes, sync);
        } finally {
            if (releaseBuffer) {
                files.releaseBuffer(bytes);
            }
        }
    }

    private synchronized void write(ByteBuffer bytes, boolean sync) throws IOException {
        try {
            position.addAndGet(bytes.remaining());
            files.medium().write(channelThatIsOpen(), bytes);
            if (sync) {
                sync();
            }
        } catch (IOException e) {
            files.trouble().report(e);
            throw e;
        }
    }

    @Override
    public void sync() throws IOException {
        files.force(channelThatIsOpen());
    }

    private FileChannel channelThatIsOpen() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new IOException(getJavaFile() + " is closed");
        }
        return open;
    }

    @Override
    public SequentialFile cloneFile() {
        return new ForcedFile(files, directory, getFileName());
    }
}
