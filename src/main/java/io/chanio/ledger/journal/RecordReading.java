package io.chanio.ledger.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.jspecify.annotations.Nullable;

/** Reads the record that may stand at a position; {@link ScannedFile} shows its form. */
final class RecordReading {

    private static final int START_LENGTH = 6;

    private final byte[] content;
    private final ByteBuffer in;
    private final int position;

    RecordReading(byte[] content, int position) {
        this.content = content;
        this.in = ByteBuffer.wrap(content);
        this.position = position;
    }

    /** Null when it is none, or not as it was written. */
    @Nullable
    FoundRecord record() {
        try {
            byte type = in.get(position);
            in.position(position + START_LENGTH);
            return switch (type) {
                case JournalImpl.ADD_RECORD -> body(type, FoundRecord.NONE, true);
                case JournalImpl.ADD_RECORD_TX -> body(type, in.getLong(), true);
                case JournalImpl.DELETE_RECORD_TX -> body(type, in.getLong(), false);
                case JournalImpl.COMMIT_RECORD -> ending(type, FoundRecord.NONE, in.getLong(), in.getInt());
                // No other is ever written.
                default -> null;
            };
        } catch (BufferUnderflowException | IllegalArgumentException beyondTheEnd) {
            return null;
        }
    }

    private @Nullable FoundRecord body(byte type, long transaction, boolean typed) {
        long id = in.getLong();
        int length = in.getInt();
        boolean known = !typed || in.get() == Part.TYPE;
        int body = in.position();
        if (!known || length < 0 || length > in.remaining() || !Part.isSound(id, content, body, length)) {
            return null;
        }
        in.position(body + length);
        return ending(type, id, transaction, 0);
    }

    private @Nullable FoundRecord ending(byte type, long id, long transaction, int count) {
        int size = in.getInt();
        return size == in.position() - position
                ? new FoundRecord(position, in.position(), type, id, transaction, count)
                : null;
    }
}
