package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The second 512 bytes of a compressed CKD image: where its tables are and what its space is used for. Numbers are
 * little-endian.
 *
 * <pre>
 *    0     3         4      8        12     16     20      24     28       32      36
 *   +-----+---------+------+--------+------+------+-------+------+--------+-------+---------+
 *   | vrm | options | level| entries| file | used | first | free | largest| free  | free in |
 *   |     |         | 1    | of a   | size |      | free  |      | free   | spaces| spaces  |
 *   |     |         | count| level 2|      |      | space |      | space  |       | of use  |
 *   +-----+---------+------+--------+------+------+-------+------+--------+-------+---------+
 *    40          44           45            46            48     512
 *   +-----------+------------+-------------+-------------+------+
 *   | cylinders | null track | compression | compression | zeros|
 *   |           | format     |             | level       |      |
 *   +-----------+------------+-------------+-------------+------+
 * </pre>
 *
 * @param options {@link #OPENED}, {@link #BIG_ENDIAN} and others
 * @param tables entries of the level 1 table
 * @param tracksOfTable entries of a level 2 table
 * @param nullFormat what a track is that no table knows
 * @param compression how its makers pack new tracks
 * @param level of the compression; -1 for the usual one
 * @see "Hercules cckd.h, struct CCKDDASD_DEVHDR"
 */
record CompressedHeader(
        int options, int tables, int tracksOfTable, int cylinders, int nullFormat, int compression, int level) {

    static final int POSITION = 512;
    static final int LENGTH = 512;

    /** Somebody writes to it, or was stopped while he did. */
    static final int OPENED = 0x80;

    static final int BIG_ENDIAN = 0x02;

    static final int OPTIONS_POSITION = POSITION + 3;

    /** Where the numbers of {@link #spaceNumbers} begin. */
    static final int SPACE_POSITION = POSITION + 12;

    private static final int OPTIONS_OFFSET = 3;
    private static final int TABLES_OFFSET = 4;
    private static final int TRACKS_OF_TABLE_OFFSET = 8;
    private static final int CYLINDERS_OFFSET = 40;
    private static final int NULL_FORMAT_OFFSET = 44;
    private static final int COMPRESSION_OFFSET = 45;
    private static final int LEVEL_OFFSET = 46;
    private static final int SPACE_LENGTH = 28;

    static CompressedHeader read(Octets bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new CompressedHeader(
                Byte.toUnsignedInt(header.get(OPTIONS_OFFSET)),
                header.getInt(TABLES_OFFSET),
                header.getInt(TRACKS_OF_TABLE_OFFSET),
                header.getInt(CYLINDERS_OFFSET),
                Byte.toUnsignedInt(header.get(NULL_FORMAT_OFFSET)),
                Byte.toUnsignedInt(header.get(COMPRESSION_OFFSET)),
                header.getShort(LEVEL_OFFSET));
    }

    /** File size, bytes used, and the five numbers of the free space, as they stand behind each other. */
    static Octets spaceNumbers(FreeSpace free, long used, long unusedWithin) {
        ByteBuffer numbers = ByteBuffer.allocate(SPACE_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt((int) free.end());
        numbers.putInt((int) used);
        numbers.putInt((int) free.first());
        numbers.putInt((int) (free.total() + unusedWithin));
        numbers.putInt((int) free.largest());
        numbers.putInt(free.count());
        numbers.putInt((int) unusedWithin);
        return Octets.of(numbers, 0, SPACE_LENGTH);
    }
}
