package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** A file whose process is killed in the middle of a write, and whose host may lose its power then. */
final class FragileFile implements ImageFile {

    private static final int SECTOR = 512;

    private final ImageFile file;
    private final Fate fate;
    private final Deque<Sector> unforced = new ArrayDeque<>();

    /** The process is gone: nothing of its program runs any more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What the files of one process share: how many bytes it still writes, and which writes there were. */
    static final class Fate {
        private final List<FragileFile> files = new ArrayList<>();
        private final List<Integer> writes = new ArrayList<>();
        private long left;

        Fate(long left) {
            this.left = left;
        }

        ImageFile around(ImageFile file) {
            FragileFile fragile = new FragileFile(file, this);
            files.add(fragile);
            return fragile;
        }

        /** The lengths of all writes. */
        List<Integer> writes() {
            return writes;
        }

        /** What the kernel does for a dead process: it closes its files. */
        void bury() throws IOException {
            for (FragileFile each : files) {
                each.file.close();
            }
        }

        /** Any sectors that were not forced are as they were before. */
        void losePower(Random random) throws IOException {
            for (FragileFile each : files) {
                while (!each.unforced.isEmpty()) {
                    Sector sector = each.unforced.pop();
                    if (random.nextBoolean()) {
                        each.file.write(ByteBuffer.wrap(sector.before()), sector.position());
                    }
                }
            }
        }
    }

    private static final class Sector {
        private final long position;
        private final byte[] bytes;

        Sector(long position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }

        long position() {
            return position;
        }

        byte[] before() {
            return bytes;
        }
    }

    private FragileFile(ImageFile file, Fate fate) {
        this.file = file;
        this.fate = fate;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        fate.writes.add(source.remaining());
        int length = (int) Math.min(fate.left, source.remaining());
        boolean killed = length < source.remaining();
        fate.left -= length;
        remember(position, length);
        source.limit(source.position() + length);
        file.write(source, position);
        if (killed) {
            throw new Killed();
        }
    }

    private void remember(long position, int length) throws IOException {
        for (long at = position; at < position + length; at += SECTOR - at % SECTOR) {
            int piece = (int) Math.min(SECTOR - at % SECTOR, position + length - at);
            ByteBuffer before = ByteBuffer.allocate(piece);
            long there = Math.max(0, Math.min(piece, file.size() - at));
            file.read(before.limit((int) there), at);
            unforced.push(new Sector(at, before.array()));
        }
    }

    @Override
    public void force() throws IOException {
        file.force();
        unforced.clear();
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
        file.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public void discard() throws IOException {
        file.discard();
    }
}
