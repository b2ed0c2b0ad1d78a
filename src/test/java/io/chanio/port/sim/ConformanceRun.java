package io.chanio.port.sim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chanio.css.Octets;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.AsyncRegion;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import io.chanio.port.SubchannelPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** Drives a port with the programs of a case file, and writes down what it answers in the words of the golden files. */
final class ConformanceRun {

    private static final LibC LIBC = Native.load();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int CCW_LENGTH = 8;
    private static final int PROGRAM_AREA = ConformanceProgram.BUFFERS_OFFSET;
    private static final byte PATTERN = (byte) 0xA5;
    private static final int INTERRUPTION_PARAMETER = 0x0BAD1234;
    private static final int START_FUNCTION = 0x4000;
    private static final int CHAIN_DATA = 0x80;
    /** Longer buffers are written down as their first bytes and a checksum. */
    private static final int WHOLE_MAX = 512;

    private static final int SHOWN = 128;

    private final SimulatedChannelSubsystem subsystem;
    private final SubchannelPort port;
    private final ByteBuffer memory;
    private final byte[] patterns = new byte[ConformanceProgram.BUFFER_LENGTH];
    private int latestOffset;
    private int latestCcws;

    ConformanceRun(SimulatedChannelSubsystem subsystem, SubchannelPort port) {
        this.subsystem = subsystem;
        this.port = port;
        this.memory = port.arena().memory();
        Arrays.fill(patterns, PATTERN);
        wipe(0, memory.capacity());
    }

    ObjectNode run(ConformanceProgram step) {
        return switch (step) {
            case ConformanceProgram.Program program -> run(program);
            case ConformanceProgram.Order order -> order(order.what());
        };
    }

    private ObjectNode run(ConformanceProgram.Program program) {
        prepare(program);
        int answer = start(program);
        ObjectNode result = JSON.objectNode();
        result.put("case", program.name());
        putAnswer(result, answer);
        if (answer < 0 || program.ending() == ConformanceProgram.Ending.LEFT_RUNNING) {
            return result.put("ret_code", returnCode(region()));
        }
        subsystem.runReady();
        long events = Counter.take(LIBC, port.descriptor(Irq.IO));
        if (events == 0) {
            async(AsyncRegion.CLEAR_SUBCHANNEL);
            subsystem.runReady();
            Counter.take(LIBC, port.descriptor(Irq.IO));
        }
        result.put("events", (int) events);
        putInterruption(result, region());
        putData(result.putArray("data"), program);
        return result;
    }

    private ObjectNode order(String what) {
        ObjectNode result = JSON.objectNode().put("cmd", what);
        switch (what) {
            case "sleep" -> subsystem.runReady();
            case "reset" -> putAnswer(result, port.reset());
            case "halt" -> putAnswer(result, async(AsyncRegion.HALT_SUBCHANNEL));
            case "clear" -> putAnswer(result, async(AsyncRegion.CLEAR_SUBCHANNEL));
            default -> {
                // Only waits for an interruption.
            }
        }
        if (what.equals("sleep") || what.equals("reset")) {
            return result;
        }
        subsystem.runReady();
        result.put("events", (int) Counter.take(LIBC, port.descriptor(Irq.IO)));
        putInterruption(result, region());
        return result;
    }

    /** Zeros before the buffers, the pattern in them; then the CCWs, and the data of each. */
    private void prepare(ConformanceProgram.Program program) {
        if (latestOffset != 0 || program.offset() != 0) {
            wipe(0, memory.capacity());
        }
        int used = Math.max(latestCcws, program.lines().size());
        for (int i = 0; i < Math.min(used, ConformanceProgram.BUFFERS); i++) {
            wipe(PROGRAM_AREA + i * ConformanceProgram.BUFFER_LENGTH, ConformanceProgram.BUFFER_LENGTH);
        }
        memory.put(0, new byte[PROGRAM_AREA]);
        latestOffset = program.offset();
        latestCcws = program.lines().size();
        for (int i = 0; i < program.lines().size(); i++) {
            place(program, i);
        }
    }

    private void wipe(int from, int length) {
        for (int done = 0; done < length; done += patterns.length) {
            memory.put(from + done, patterns, 0, Math.min(patterns.length, length - done));
        }
    }

    private void place(ConformanceProgram.Program program, int index) {
        ConformanceProgram.Line line = program.lines().get(index);
        byte[] data = HexFormat.of().parseHex(line.data());
        if (data.length > 0) {
            memory.put(line.address() - ConformanceProgram.ARENA_ADDRESS, data);
        }
        int at = program.offset() + CCW_LENGTH * index;
        if (program.format1()) {
            memory.putInt(at, line.command() << 24 | line.flags() << 16 | line.count());
            memory.putInt(at + 4, line.address());
        } else {
            memory.putInt(at, line.command() << 24 | (line.address() & 0xFF_FFFF));
            memory.putInt(at + 4, line.flags() << 24 | line.count());
        }
    }

    private int start(ConformanceProgram.Program program) {
        ByteBuffer region = ByteBuffer.allocate(IoRegion.LENGTH);
        region.putInt(IoRegion.ORB_OFFSET, INTERRUPTION_PARAMETER);
        region.putInt(IoRegion.ORB_OFFSET + 4, program.orbWord1());
        region.putInt(IoRegion.ORB_OFFSET + 8, ConformanceProgram.ARENA_ADDRESS + program.offset());
        region.putInt(IoRegion.SCSW_OFFSET, START_FUNCTION);
        return port.writeIo(region);
    }

    private int async(int command) {
        ByteBuffer region = ByteBuffer.allocate(AsyncRegion.LENGTH).order(ByteOrder.nativeOrder());
        region.putInt(AsyncRegion.COMMAND_OFFSET, command);
        return port.writeAsync(region);
    }

    private ByteBuffer region() {
        ByteBuffer region = ByteBuffer.allocate(IoRegion.LENGTH);
        port.readIo(region);
        return region;
    }

    private static int returnCode(ByteBuffer region) {
        return region.duplicate().order(ByteOrder.nativeOrder()).getInt(IoRegion.RETURN_CODE_OFFSET);
    }

    private static void putAnswer(ObjectNode result, int answer) {
        result.put("rc", Math.max(answer, -1)).put("errno", Math.max(-answer, 0));
    }

    private void putInterruption(ObjectNode result, ByteBuffer region) {
        int irb = IoRegion.IRB_OFFSET;
        int word0 = region.getInt(irb);
        result.put("scsw_flags", "%08x".formatted(word0));
        result.put("fctl", word0 >> 12 & 7);
        result.put("actl", "%02x".formatted(word0 >> 5 & 0x7F));
        result.put("stctl", "%02x".formatted(word0 & 0x1F));
        result.put("cc", word0 >> 24 & 3);
        result.put("dstat", "%02x".formatted(region.get(irb + 8)));
        result.put("cstat", "%02x".formatted(region.get(irb + 9)));
        result.put("residual", Short.toUnsignedInt(region.getShort(irb + 10)));
        int distance = region.getInt(irb + 4) - ConformanceProgram.ARENA_ADDRESS - latestOffset;
        if (distance >= 0 && distance <= CCW_LENGTH * (latestCcws + 1)) {
            result.put("cpa_index", distance / CCW_LENGTH);
        } else {
            result.put("cpa", "%08x".formatted(region.getInt(irb + 4)));
        }
        result.put("esw", Octets.of(region, irb + 12, 20).toHex());
        result.put("ecw", Octets.of(region, irb + 32, 32).toHex());
        result.put("ret_code", returnCode(region));
    }

    private void putData(ArrayNode data, ConformanceProgram.Program program) {
        List<ConformanceProgram.Line> lines = program.lines();
        boolean reads = false;
        for (int i = 0; i < lines.size(); i++) {
            ConformanceProgram.Line line = lines.get(i);
            boolean tic = line.command() == 0x08 && line.count() == 0;
            boolean continued = i > 0 && !tic && (lines.get(i - 1).flags() & CHAIN_DATA) != 0;
            reads = continued ? reads : !tic && storesData(line.command());
            int from = line.address() - ConformanceProgram.ARENA_ADDRESS;
            if (reads && from >= 0 && from < ConformanceProgram.ARENA_LENGTH) {
                boolean backward = (line.command() & 0x0F) == 0x0C;
                putBuffer(data.addObject().put("ccw", i), backward ? from - line.count() + 1 : from, line.count());
            }
        }
    }

    private void putBuffer(ObjectNode buffer, int from, int count) {
        byte[] bytes = new byte[Math.min(count, memory.capacity() - from)];
        memory.get(from, bytes);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == PATTERN) {
            length--;
        }
        buffer.put("len", length);
        if (length > WHOLE_MAX) {
            CRC32 sum = new CRC32();
            sum.update(bytes, 0, length);
            buffer.put("crc32", "%08x".formatted(sum.getValue()));
        }
        buffer.put("hex", HexFormat.of().formatHex(bytes, 0, length > WHOLE_MAX ? SHOWN : length));
    }

    private static boolean storesData(int command) {
        return (command & 0x03) == 0x02 || (command & 0x0F) == 0x04 || (command & 0x0F) == 0x0C;
    }
}
