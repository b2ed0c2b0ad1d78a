package io.chanio.port.sim.dasd;

import io.chanio.css.CommandType;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.sim.DeviceAnswer;
import io.chanio.port.sim.DeviceCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk on a workbench: commands without a channel. */
final class DeviceBench implements AutoCloseable {

    static final int DONE = 0x0C;
    static final int HIT = 0x4C;
    static final int UNIT_CHECK = 0x0E;
    static final int UNIT_EXCEPTION = 0x0D;

    final Disk device;
    private PathMask path = PathMask.ofPath(0);

    DeviceBench(Disk device) {
        this.device = device;
    }

    /** The 3390 that qual01 is, behind a 2107. */
    static DeviceBench ofQual01(Path folder) throws IOException {
        Path image = Volumes.unpack(Volumes.QUAL01, folder);
        return new DeviceBench(Volumes.open(CkdGeometry.IBM_3390, DasdControlUnit.IBM_2107, image));
    }

    /** The same, with writes that change the image. */
    static DeviceBench ofWritableQual01(Path folder) throws IOException {
        Path image = Volumes.unpack(Volumes.QUAL01, folder);
        return new DeviceBench(
                Volumes.open(CkdGeometry.IBM_3390, DasdControlUnit.IBM_2107, new VolumeFiles.Writable(image)));
    }

    /** The 3350 that qual03 is, with writes that change the image. */
    static DeviceBench ofWritableQual03(Path folder) throws IOException {
        Path image = Volumes.unpack(Volumes.QUAL03, folder);
        return new DeviceBench(
                Volumes.open(CkdGeometry.IBM_3350, DasdControlUnit.IBM_3830, new VolumeFiles.Writable(image)));
    }

    /** From now on chains go over this path. */
    DeviceBench over(int number) {
        path = PathMask.ofPath(number);
        return this;
    }

    /** A command: its code, and in hexadecimal what it brings along. */
    record Step(int code, String parameters) {}

    static Step step(int code, String... parameters) {
        return new Step(code, String.join("", parameters));
    }

    /** Carries out a chain, to its end or to the first command that does not end normally; what each one answered. */
    List<DeviceAnswer> chain(Step... steps) {
        device.startChain(path);
        List<DeviceAnswer> answers = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            Octets data = Octets.ofHex(steps[i].parameters());
            boolean reads = CommandType.of(steps[i].code()).storesData();
            int count = reads ? 0xFFFF : data.length();
            DeviceCommand.Position position = new DeviceCommand.Position(i == 0, i == steps.length - 1, false);
            DeviceAnswer answer = device.execute(new DeviceCommand(steps[i].code(), count, data, position));
            answers.add(answer);
            if ((answer.unitStatus() & ~0x40) != DONE) {
                break;
            }
        }
        return answers;
    }

    /** What the last command of a chain answered. */
    DeviceAnswer last(Step... steps) {
        return chain(steps).getLast();
    }

    /** What the last command of a chain read, in hexadecimal. */
    String read(Step... steps) {
        return last(steps).data().toHex();
    }

    /** Sense bytes 0, 1 and 7 after a chain that ended in unit check, as {@code 8000/02}. */
    String refusal(Step... steps) {
        DeviceAnswer answer = last(steps);
        if (answer.unitStatus() != UNIT_CHECK) {
            return "status %02x".formatted(answer.unitStatus());
        }
        Octets sense = device.takeSense();
        return "%02x%02x/%02x".formatted(sense.at(0), sense.at(1), sense.at(7));
    }

    @Override
    public void close() {
        device.close();
    }
}
