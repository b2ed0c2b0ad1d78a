package io.chanio.port.sim;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The steps of a case file, line by line: a program with its ORB, or a command to the subchannel. */
sealed interface ConformanceProgram {

    /** Where the arena lies, and in it the buffer of each CCW. */
    int ARENA_ADDRESS = 0x10_0000;

    int ARENA_LENGTH = 24 << 20;
    int BUFFERS_OFFSET = 0x1_0000;
    int BUFFER_LENGTH = 0x1_4000;
    int BUFFERS = 256;

    int FORMAT_1 = 1 << 23;
    int PREFETCH = 1 << 22;
    int IDAWS_64 = 1 << 17;
    int IDAWS_2K = 1 << 16;

    /** What follows a program: its result, or the next line. */
    enum Ending {
        AWAITED,
        LEFT_RUNNING
    }

    /**
     * @param orbWord1 flags and path mask
     * @param offset where in the arena the CCWs begin
     */
    record Program(String name, int orbWord1, int offset, List<Line> lines, Ending ending)
            implements ConformanceProgram {

        boolean format1() {
            return (orbWord1 & FORMAT_1) != 0;
        }
    }

    /** @param what halt, clear, reset, sleep or irq */
    record Order(String what) implements ConformanceProgram {

        boolean leavesAResult() {
            return !what.equals("sleep");
        }
    }

    /**
     * A CCW.
     *
     * @param address what stands as its data address
     * @param data what its buffer begins with
     */
    record Line(int command, int flags, int count, int address, String data) {}

    /** @throws IllegalArgumentException for a line that is none of a case file */
    static List<ConformanceProgram> in(List<String> lines) {
        List<ConformanceProgram> steps = new ArrayList<>();
        Writing writing = new Writing();
        for (String line : lines) {
            String[] words = line.trim().split("\\s+");
            switch (words[0]) {
                case "case" -> writing = new Writing(words);
                case "ccw" -> writing.ccw(words);
                case "tic" -> writing.tic(Integer.parseInt(words[1]));
                case "end" -> steps.add(writing.program(Ending.AWAITED));
                case "start" -> steps.add(writing.program(Ending.LEFT_RUNNING));
                case "cmd" -> steps.add(new Order(words[1]));
                case "" -> {
                    // An empty line says nothing.
                }
                default -> {
                    if (!words[0].startsWith("#")) {
                        throw new IllegalArgumentException("case file: no such line: " + line);
                    }
                }
            }
        }
        return steps;
    }

    /** A case that is still being read. */
    final class Writing {

        private static final int HEX = 16;

        private final String name;
        private final List<Line> lines = new ArrayList<>();
        private int orbWord1 = FORMAT_1 | PREFETCH | IDAWS_64;
        private int offset;

        Writing() {
            this.name = "";
        }

        Writing(String[] words) {
            this.name = words[1];
            for (int i = 2; i < words.length; i++) {
                option(words[i]);
            }
        }

        private void option(String word) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.replaceFirst("=.*", "")) {
                case "fmt0" -> orbWord1 &= ~FORMAT_1;
                case "nopfch" -> orbWord1 &= ~PREFETCH;
                case "c64" -> orbWord1 &= ~IDAWS_64;
                case "i2k" -> orbWord1 |= IDAWS_2K;
                case "lpm" -> orbWord1 |= Integer.parseInt(value, HEX) << 8;
                case "orb1" -> orbWord1 |= Integer.parseUnsignedInt(value, HEX);
                case "cpaoff" -> offset = Integer.parseInt(value, HEX);
                default -> throw new IllegalArgumentException("case " + name + ": no such option: " + word);
            }
        }

        void ccw(String[] words) {
            int address = ARENA_ADDRESS + BUFFERS_OFFSET + BUFFER_LENGTH * (lines.size() % BUFFERS);
            String data = "";
            for (int i = 4; i < words.length; i++) {
                switch (words[i].charAt(0)) {
                    case '@' -> address += Integer.parseInt(words[i].substring(1));
                    case '!' -> address = Integer.parseUnsignedInt(words[i].substring(1), HEX);
                    default -> data = words[i];
                }
            }
            lines.add(new Line(
                    HexFormat.fromHexDigits(words[1]),
                    HexFormat.fromHexDigits(words[2]),
                    Integer.parseInt(words[3]),
                    address,
                    data));
        }

        void tic(int index) {
            lines.add(new Line(0x08, 0, 0, ARENA_ADDRESS + offset + 8 * index, ""));
        }

        Program program(Ending ending) {
            return new Program(name, orbWord1, offset, List.copyOf(lines), ending);
        }
    }
}
