package io.chanio.ledger.journal;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong below the journal, which itself goes on after a write that failed.
 *
 * <p>Threads: any.
 */
final class Trouble {

    /** No further file could be made; what there is can still be written to. */
    static final class NoRoomException extends IOException {

        private static final long serialVersionUID = 1L;

        NoRoomException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private volatile @Nullable String noRoom;
    private volatile @Nullable String failure;

    void report(Throwable error) {
        Optional<NoRoomException> room = noRoomIn(error);
        room.ifPresentOrElse(it -> noRoom = it.getMessage(), () -> fail(error));
    }

    /** What was being written may be there in part. */
    synchronized void fail(Throwable error) {
        if (failure == null) {
            failure = text(error);
        }
    }

    /** Why no further file can be made. */
    Optional<String> noRoom() {
        return Optional.ofNullable(noRoom);
    }

    /** Why the files must be looked through before anything is written to them again. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    void thereIsRoom() {
        noRoom = null;
    }

    private static Optional<NoRoomException> noRoomIn(Throwable error) {
        Throwable each = error;
        while (each != null) {
            if (each instanceof NoRoomException found) {
                return Optional.of(found);
            }
            each = each.getCause();
        }
        return Optional.empty();
    }

    static String text(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
