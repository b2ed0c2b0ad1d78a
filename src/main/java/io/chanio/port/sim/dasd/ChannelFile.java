package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of the host. One that is open for writing is locked: nobody else who asks for the lock writes to it.
 *
 * <p>Threads: one at a time, as its image.
 */
final class ChannelFile implements ImageFile {

    private static final System.Logger LOGGER = System.getLogger(ChannelFile.class.getName());

    /** A multiple of every page size. */
    private static final long WINDOW_LENGTH = 1 << 30;

    private static final ByteBuffer NO_WINDOW = ByteBuffer.allocate(0);

    private final Path path;
    private final FileChannel channel;
    private final Map<Long, ByteBuffer> windows = new HashMap<>();

    private ChannelFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws UnfitImage when it can't be */
    static ChannelFile openForReading(Path path) throws UnfitImage {
        return new ChannelFile(path, open(path, "read", StandardOpenOption.READ));
    }

    /** @throws UnfitImage when it can't be, or another has the lock */
    static ChannelFile openForWriting(Path path) throws UnfitImage {
        return locked(path, open(path, "written", StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** As {@link #openForWriting}, of a new and empty file where there is none. */
    static ChannelFile openOrCreate(Path path) throws UnfitImage {
        boolean there = Files.exists(path);
        FileChannel channel =
                open(path, "written", StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        ChannelFile file = locked(path, channel);
        if (!there) {
            forceFolder(path);
        }
        return file;
    }

    /** A new file has its name for good when its folder is on the medium. */
    private static void forceFolder(Path path) throws UnfitImage {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            throw new UnfitImage("can't be made to last: " + e.getMessage());
        }
    }

    private static FileChannel open(Path path, String what, OpenOption... options) throws UnfitImage {
        if (Files.isDirectory(path)) {
            throw new UnfitImage("is a directory");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Opening a pipe would wait for its other end.
            throw new UnfitImage("is no regular file");
        }
        try {
            return FileChannel.open(path, options);
        } catch (NoSuchFileException e) {
            throw new UnfitImage("does not exist");
        } catch (AccessDeniedException e) {
            throw new UnfitImage("may not be " + what + " by this user");
        } catch (FileSystemException e) {
            throw new UnfitImage("can't be " + what + ": " + e.getReason());
        } catch (IOException e) {
            throw new UnfitImage("can't be " + what + ": " + e.getMessage());
        }
    }

    private static ChannelFile locked(Path path, FileChannel channel) throws UnfitImage {
        try {
            if (lock(channel)) {
                return new ChannelFile(path, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new UnfitImage("can't be locked: " + e.getMessage());
        }
        throw new UnfitImage("is being written by another program or another subchannel");
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
        long next = position;
        while (target.hasRemaining()) {
            int read = channel.read(target, next);
            if (read < 0) {
                throw new IOException("the file ends at " + next);
            }
            next += read;
        }
    }

    /**
     * Of the mapped file, where the bytes lie in one window and the file system can map at all. Whoever touches bytes that
     * the file does not have any more gets an {@link InternalError}.
     */
    @Override
    public ByteBuffer view(long position, int length) throws IOException {
        long start = position / WINDOW_LENGTH * WINDOW_LENGTH;
        ByteBuffer window = windows.get(start);
        if (window == null) {
            window = window(start);
            windows.put(start, window);
        }
        int offset = (int) (position - start);
        return offset + length > window.capacity()
                ? ImageFile.super.view(position, length)
                : window.slice(offset, length);
    }

    private ByteBuffer window(long start) {
        try {
            long length = Math.min(WINDOW_LENGTH, channel.size() - start);
            return length <= 0 ? NO_WINDOW : channel.map(FileChannel.MapMode.READ_ONLY, start, length);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "can't be mapped, and is read instead: " + path, e);
            return NO_WINDOW;
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        long next = position;
        while (source.hasRemaining()) {
            next += channel.write(source, next);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public void discard() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }
}
