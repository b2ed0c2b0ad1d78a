package io.chanio.port.sim;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A device that answers each command code as it was told to, and notes what reached it. */
final class ScriptedDevice implements Device {

    static final int ENDED = 0x0C;

    private final Map<Integer, DeviceAnswer> answers = new HashMap<>();
    private final List<DeviceCommand> commands = new ArrayList<>();
    private final List<PathMask> paths = new ArrayList<>();
    private int chains;
    private PathMask freed = PathMask.NONE;
    private Octets sense = Octets.zeros(32);

    /** A device that knows NOP. */
    ScriptedDevice() {
        answer(0x03, ENDED, Octets.EMPTY, 0);
    }

    ScriptedDevice sends(int code, Octets data) {
        return answer(code, ENDED, data, 0);
    }

    ScriptedDevice takes(int code, int bytes) {
        return answer(code, ENDED, Octets.EMPTY, bytes);
    }

    ScriptedDevice answer(int code, int unitStatus, Octets data, int accepted) {
        answers.put(code, new DeviceAnswer(unitStatus, data, accepted));
        return this;
    }

    ScriptedDevice owes(Octets data) {
        sense = data;
        return this;
    }

    /** Paths that found the device busy and need not any more. */
    ScriptedDevice frees(PathMask paths) {
        freed = paths;
        return this;
    }

    @Override
    public PathMask takeFreed() {
        PathMask taken = freed.leftmost();
        freed = freed.without(taken);
        return taken;
    }

    /** The path of each chain. */
    List<PathMask> paths() {
        return paths;
    }

    List<DeviceCommand> commands() {
        return commands;
    }

    int chains() {
        return chains;
    }

    @Override
    public void startChain(PathMask path) {
        chains++;
        paths.add(path);
    }

    @Override
    public DeviceAnswer execute(DeviceCommand command) {
        commands.add(command);
        DeviceAnswer answer = answers.get(command.code());
        if (answer == null) {
            throw new AssertionError("command %02x was not expected".formatted(command.code()));
        }
        return answer;
    }

    @Override
    public Octets takeSense() {
        Octets owed = sense;
        sense = Octets.zeros(32);
        return owed;
    }
}
