package io.chanio.ledger.journal;

import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * A sound record in a file of the journal.
 *
 * @param end behind its last byte
 * @param id of what it adds or deletes; of a commit {@link #NONE}
 * @param transaction the batch that it belongs to; {@link #NONE} after a compaction
 * @param count of a commit: the records of its transaction that stand in the same file
 */
record FoundRecord(int position, int end, byte type, long id, long transaction, int count) {

    static final long NONE = -1;

    boolean isCommit() {
        return type == JournalImpl.COMMIT_RECORD;
    }
}
