package io.chanio.port.sim;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What reached the simulated devices, as they saw it: a line for each command that brought data, in the order in which they
 * were carried out. It says how often a program really ran, whatever became of whoever started it: a line is with the
 * operating system before its command is carried out, so that it outlives a kill of the process.
 *
 * <pre>0.0.0121 85 c1c2c3</pre>
 *
 * <p>Threads: any.
 */
public final class DeviceJournal implements AutoCloseable {

    /** Bytes of a command's data that a line shows. */
    public static final int DATA_MAX = 64;

    private final FileChannel file;

    private DeviceJournal(FileChannel file) {
        this.file = file;
    }

    /** Goes on at the end of {@code path}, or makes it. */
    public static DeviceJournal appendTo(Path path) throws IOException {
        return new DeviceJournal(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /** A device whose commands are noted before {@code device} carries them out. */
    Device before(SubchannelId subchannel, Device device) {
        return new Noted(subchannel, device);
    }

    private void note(SubchannelId subchannel, DeviceCommand command) {
        String line = "%s %02x %s\n"
                .formatted(subchannel, command.code(), command.data().first(DATA_MAX));
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal of the simulated devices can't be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class Noted implements Device {

        private final SubchannelId subchannel;
        private final Device device;

        Noted(SubchannelId subchannel, Device device) {
            this.subchannel = subchannel;
            this.device = device;
        }

        @Override
        public void startChain(PathMask path) {
            device.startChain(path);
        }

        @Override
        public DeviceAnswer execute(DeviceCommand command) {
            if (!command.data().isEmpty()) {
                note(subchannel, command);
            }
            return device.execute(command);
        }

        @Override
        public Octets takeSense() {
            return device.takeSense();
        }

        @Override
        public PathMask takeFreed() {
            return device.takeFreed();
        }

        @Override
        public void reserveElsewhere() {
            device.reserveElsewhere();
        }

        @Override
        public void releaseElsewhere() {
            device.releaseElsewhere();
        }

        @Override
        public void close() {
            device.close();
        }
    }
}
