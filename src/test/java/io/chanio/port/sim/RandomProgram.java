package io.chanio.port.sim;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.CommandType;
import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * A channel program for a disk that nobody would write: sequences that mean something next to anything at all, with wrong
 * bytes, lengths, flags and addresses now and then.
 *
 * @param ccws with the data of each
 */
record RandomProgram(List<Line> ccws) {

    static final int CCWS_MAX = 40;
    /** The storage that a program may name; behind it the arena goes on. */
    static final int EXTENT = 1 << 20;

    private static final int WINDOWS = 0x1_0000;
    private static final int WINDOW = 0x4000;
    private static final int LISTS = 0x4000;
    private static final int LIST = 0x100;
    private static final int PAGE = 0x1000;
    private static final int COUNT_USUAL_MAX = 0x2000;
    private static final int CC_SLI = 0x60;

    private static final int[] COMMANDS = {
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0B, 0x0D, 0x0E, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x19,
                0x1A,
        0x1B, 0x1D, 0x1E, 0x1F, 0x22, 0x23, 0x27, 0x29, 0x31, 0x34, 0x39, 0x3E, 0x44, 0x47, 0x49, 0x4B, 0x51, 0x54,
                0x5B,
        0x5E, 0x63, 0x64, 0x69, 0x71, 0x85, 0x86, 0x8D, 0x8E, 0x92, 0x94, 0x96, 0x9A, 0x9D, 0x9E, 0xA4, 0xA5, 0xA6,
                0xA9,
        0xAF, 0xB1, 0xB4, 0xB5, 0xB6, 0xB9, 0xC9, 0xD1, 0xDE, 0xE4, 0xE7, 0xE9, 0xF1, 0xFA
    };

    private static final int[] LOCATE_OPERATIONS = {
        0x00, 0x01, 0x03, 0x06, 0x0B, 0x0C, 0x16, 0x46, 0x4C, 0x81, 0x96, 0xC3
    };

    /** @param indirect the words of its list of addresses; empty when {@code ccw} has the address of the bytes itself */
    record Line(Ccw ccw, Octets data, List<Long> indirect) {}

    static RandomProgram of(Random random) {
        return new Writing(random).program();
    }

    /** Zeros around the program, so that what it runs into by mistake is an invalid CCW and no chain of them. */
    void place(ByteBuffer memory, int base) {
        memory.put(0, new byte[WINDOWS]);
        for (int i = 0; i < ccws.size(); i++) {
            Line line = ccws.get(i);
            line.ccw().encode(CcwFormat.FORMAT_1, memory, i * Ccw.LENGTH);
            int list = LISTS + i * LIST;
            for (int word = 0; word < line.indirect().size(); word++) {
                memory.putLong(list + word * Long.BYTES, line.indirect().get(word));
            }
            int from = line.indirect().isEmpty()
                    ? line.ccw().dataAddress() - base
                    : (int) (line.indirect().getFirst() - base);
            if (from >= 0 && from + line.data().length() <= EXTENT) {
                line.data().copyTo(memory, from);
            }
        }
    }

    /** Which bytes of the arena the program lets the channel store into. */
    BitSet storable(int base) {
        boolean dataChains = ccws.stream().anyMatch(line -> line.ccw().has(Ccw.CHAIN_DATA));
        BitSet bytes = new BitSet(EXTENT);
        for (Line line : ccws) {
            CommandType type = line.ccw().type();
            if (!line.ccw().has(Ccw.SKIP) && (dataChains || type.storesData())) {
                name(line, type, base, bytes);
            }
        }
        return bytes;
    }

    private static void name(Line line, CommandType type, int base, BitSet bytes) {
        int count = line.ccw().count();
        if (line.indirect().isEmpty()) {
            int from = line.ccw().dataAddress() - base;
            set(bytes, from, from + count);
            if (type == CommandType.READ_BACKWARD) {
                set(bytes, from - count + 1, from + 1);
            }
            return;
        }
        int left = count;
        for (long word : line.indirect()) {
            int from = (int) (word - base);
            int length = Math.min(left, PAGE - from % PAGE);
            set(bytes, from, from + length);
            left -= length;
        }
    }

    private static void set(BitSet bytes, int from, int to) {
        if (to > from && to > 0) {
            bytes.set(Math.max(from, 0), to);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Line line : ccws) {
            text.append("%n%02x %02x %d @%x %s %s"
                    .formatted(
                            line.ccw().command(),
                            line.ccw().flags(),
                            line.ccw().count(),
                            line.ccw().dataAddress(),
                            line.data().toHex(),
                            line.indirect()));
        }
        return text.toString();
    }

    /** A program that is being made. */
    private static final class Writing {

        private final Random random;
        private final List<Line> lines = new ArrayList<>();
        private final int cylinder;
        private final int head;

        Writing(Random random) {
            this.random = random;
            this.cylinder = random.nextInt(4);
            this.head = random.nextInt(10) == 0 ? random.nextInt(64) : random.nextInt(15);
        }

        RandomProgram program() {
            int parts = 1 + random.nextInt(5);
            for (int i = 0; i < parts && lines.size() < CCWS_MAX - 10; i++) {
                part();
            }
            endSomewhere();
            return new RandomProgram(List.copyOf(lines));
        }

        private void part() {
            switch (random.nextInt(6)) {
                case 0 -> anything();
                case 1 -> known();
                case 2 -> found();
                case 3 -> located();
                case 4 -> prefixed();
                default -> {
                    ccw(0x07, seek());
                    known();
                }
            }
        }

        private void anything() {
            byte[] data = new byte[random.nextInt(40)];
            random.nextBytes(data);
            if (random.nextInt(4) == 0) {
                tic(random.nextInt(lines.size() + 3));
            } else {
                int indirect = random.nextInt(10) == 0 ? 0 : Ccw.INDIRECT_DATA_ADDRESS;
                add(random.nextInt(256), random.nextInt(256) & ~indirect, data);
            }
        }

        private void known() {
            ccw(COMMANDS[random.nextInt(COMMANDS.length)], record(random.nextInt(4)));
        }

        /** A search and what it is for. */
        private void found() {
            ccw(0x1F, new byte[] {(byte) (random.nextInt(4) << 6)});
            ccw(0x07, seek());
            ccw(0x31, record(random.nextInt(4)));
            tic(lines.size() - 1);
            for (int code : new int[] {pick(0x05, 0x06, 0x0D, 0x0E, 0x11, 0x1D), pick(0x1D, 0x06, 0x05, 0x01)}) {
                ccw(code, record(random.nextInt(8)));
            }
        }

        private void located() {
            ccw(0x63, extent());
            int operation = LOCATE_OPERATIONS[random.nextInt(LOCATE_OPERATIONS.length)];
            int commands = 1 + random.nextInt(3);
            ccw(0x47, locate(operation, commands));
            for (int i = 0; i < commands; i++) {
                ccw(pick(0x05, 0x06, 0x85, 0x86, 0x1D, 0x9D, 0x12, 0x92, 0x9E, 0xDE, 0x8D, 0x15, 0x11), record(i));
            }
        }

        private void prefixed() {
            ByteBuffer bytes = ByteBuffer.allocate(64);
            bytes.put((byte) random.nextInt(3)).put((byte) 0x80);
            bytes.put(12, extent()).put(44, locate(0x06, 1));
            ccw(0xE7, bytes.array());
            known();
        }

        private byte[] seek() {
            return ByteBuffer.allocate(6)
                    .putShort(2, (short) cylinder)
                    .putShort(4, (short) head)
                    .array();
        }

        private byte[] extent() {
            ByteBuffer bytes = ByteBuffer.allocate(16);
            bytes.put((byte) (random.nextInt(4) << 6)).put((byte) (0xC0 | random.nextInt(2) << 5));
            return bytes.putShort(12, (short) 2).putShort(14, (short) 14).array();
        }

        private byte[] locate(int operation, int commands) {
            ByteBuffer bytes = ByteBuffer.allocate(16);
            bytes.put((byte) operation).put((byte) (random.nextInt(2) << 7 | random.nextInt(2)));
            bytes.put((byte) 0).put((byte) commands);
            bytes.putShort((short) cylinder).putShort((short) head);
            return bytes.put(record(random.nextInt(4)), 0, 5)
                    .put((byte) 0xFF)
                    .putShort((short) random.nextInt(100))
                    .array();
        }

        /** A count field with a key and some data. */
        private byte[] record(int number) {
            int length = random.nextInt(30) == 0 ? random.nextInt(0x1_0000) : random.nextInt(60);
            ByteBuffer bytes = ByteBuffer.allocate(24);
            bytes.putShort((short) cylinder).putShort((short) head).put((byte) number);
            return bytes.put((byte) random.nextInt(5)).putShort((short) length).array();
        }

        private int pick(int... codes) {
            return codes[random.nextInt(codes.length)];
        }

        /** Command chained, with a wrong byte or flag now and then. */
        private void ccw(int code, byte[] data) {
            if (data.length > 0 && random.nextInt(30) == 0) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            int flags = random.nextInt(25) == 0 ? CC_SLI ^ 1 << random.nextInt(8) : CC_SLI;
            add(code, flags, data);
        }

        private void add(int code, int flags, byte[] data) {
            int window = Bench.BASE + WINDOWS + WINDOW * lines.size();
            int address = window + random.nextInt(PAGE);
            int count = CommandType.of(code).storesData() || random.nextInt(8) == 0 ? anyCount() : data.length;
            if (random.nextInt(200) == 0) {
                address = random.nextInt(Integer.MAX_VALUE);
            }
            if (random.nextInt(10) == 0 && count > 0) {
                int list = Bench.BASE + LISTS + LIST * lines.size();
                lines.add(new Line(
                        new Ccw(code, flags | Ccw.INDIRECT_DATA_ADDRESS, count, list),
                        Octets.of(data),
                        pages(window, count)));
            } else {
                lines.add(new Line(new Ccw(code, flags, count, address), Octets.of(data), List.of()));
            }
        }

        private int anyCount() {
            return random.nextInt(20) == 0 ? random.nextInt(0x1_0000) : random.nextInt(COUNT_USUAL_MAX);
        }

        /** The first anywhere on its page, the others on the pages of the window from the back. */
        private List<Long> pages(int window, int count) {
            List<Long> words = new ArrayList<>();
            int from = random.nextInt(PAGE);
            words.add((long) window + from);
            for (int covered = PAGE - from; covered < count; covered += PAGE) {
                words.add((long) Bench.BASE + EXTENT - 2L * PAGE * words.size());
            }
            return words;
        }

        private void tic(int target) {
            lines.add(new Line(Bench.tic(target), Octets.EMPTY, List.of()));
        }

        private void endSomewhere() {
            Line last = lines.removeLast();
            Ccw ccw = last.ccw();
            int flags = ccw.flags() & ~(Ccw.CHAIN_COMMAND | Ccw.CHAIN_DATA);
            lines.add(new Line(
                    new Ccw(ccw.command(), flags, ccw.count(), ccw.dataAddress()), last.data(), last.indirect()));
        }
    }
}
