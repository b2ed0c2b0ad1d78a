package io.chanio.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * A file of the journal as it is found: its records, and where something is that is none. A file is used again without being
 * emptied; what stands in it from earlier uses has other file numbers.
 *
 * <pre>
 *   header  version (4)  format (4)  file number (8)
 *   record  type (1)  file number (4)  compactions (1)  [transaction (8)]  [id (8)]
 *           [length (4)  [user's type (1)]  bytes]  [records of the transaction in this file (4)]  size of all this (4)
 * </pre>
 *
 * @see "artemis-journal, JournalImpl.readJournalFile"
 */
final class ScannedFile {

    static final int HEADER_LENGTH = JournalImpl.SIZE_HEADER;

    private static final int FILE_NUMBER_OFFSET = 8;
    private static final int FORMAT_OFFSET = 4;
    private static final int RECORD_START_LENGTH = 6;

    private final Path path;
    private final int length;
    private final boolean headed;
    private final long number;
    private final boolean later;
    private final List<FoundRecord> records = new ArrayList<>();
    private final List<Integer> gaps = new ArrayList<>();

    /** The content is let go: all files together may be more than there is memory. */
    private ScannedFile(Path path, byte[] bytes) {
        ByteBuffer content = ByteBuffer.wrap(bytes);
        this.path = path;
        this.length = bytes.length;
        this.headed = length > HEADER_LENGTH + RECORD_START_LENGTH
                && content.getInt(0) == JournalImpl.FORMAT_VERSION
                && content.getInt(FORMAT_OFFSET) == Layout.FORMAT;
        this.number = headed ? content.getLong(FILE_NUMBER_OFFSET) : 0;
        if (headed) {
            scan(bytes, content);
        }
        this.later = headed && records.isEmpty() && gaps.isEmpty() && startsLater(content);
    }

    static ScannedFile of(Path path) throws IOException {
        return new ScannedFile(path, Files.readAllBytes(path));
    }

    Path path() {
        return path;
    }

    int length() {
        return length;
    }

    boolean hasHeader() {
        return headed && number > 0;
    }

    /** By which the files are ordered. */
    long number() {
        return number;
    }

    List<FoundRecord> records() {
        return records;
    }

    /** Where something was written that is no record, or no sound one. */
    List<Integer> gaps() {
        return gaps;
    }

    /** The first record bears a later number than the file, which only an earlier one can be. */
    boolean holdsLaterRecords() {
        return later;
    }

    private boolean startsLater(ByteBuffer content) {
        return isType(content.get(HEADER_LENGTH)) && content.getInt(HEADER_LENGTH + 1) > (int) number;
    }

    private void scan(byte[] bytes, ByteBuffer content) {
        int position = HEADER_LENGTH;
        int unread = -1;
        while (position < length) {
            FoundRecord found = isBegun(content, position) ? new RecordReading(bytes, position).record() : null;
            if (found == null) {
                unread = unread < 0 ? position : unread;
                position++;
            } else {
                if (unread >= 0) {
                    gaps.add(unread);
                    unread = -1;
                }
                records.add(found);
                position = found.end();
            }
        }
        if (unread >= 0 && isBegun(content, unread)) {
            gaps.add(unread);
        }
    }

    /** Whether a record of this file begins here, whatever became of the rest of it. */
    private boolean isBegun(ByteBuffer content, int position) {
        return length - position >= RECORD_START_LENGTH
                && isType(content.get(position))
                && content.getInt(position + 1) == (int) number;
    }

    private static boolean isType(byte type) {
        return type >= JournalImpl.EVENT_RECORD && type <= JournalImpl.ROLLBACK_RECORD;
    }

    /** Makes all from {@code position} on nothing. */
    void cutOff(int position) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer nothing = ByteBuffer.allocate(length - position);
            int at = position;
            while (nothing.hasRemaining()) {
                at += channel.write(nothing, at);
            }
            channel.force(true);
        }
    }
}
