package io.chanio.ledger.journal;

import io.chanio.ledger.DamagedStoreException;
import io.chanio.ledger.Item;
import io.chanio.ledger.ItemCodec;
import io.chanio.ledger.batch.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.dataformat.ByteArrayEncoding;

/**
 * The journal as it is written to, and which of its records hold what.
 *
 * <p>Every batch is one transaction of the library: all of it is there after a crash, or nothing. Each replaces the census,
 * which says how many items there are, so that a file that went missing is noticed.
 *
 * <p>Threads: one at a time; the first that loads, then the writer. Only {@link #compact} may run beside.
 */
final class OpenJournal {

    private static final long NO_RECORD = -1;
    private static final int SECONDS_WITHOUT_END = -1;
    /** Less is not worth the work. */
    private static final int FEWEST_FILES_TO_COMPACT = 4;
    /** Compacting begins when this many times the room of what is kept is taken. */
    private static final int ROOM_FACTOR = 2;
    /** What a record takes beside its part, at most; a batch has two of them and a commit beside its items. */
    private static final int RECORD_OVERHEAD = 64;

    /** A piece of an item, and the id of the record that holds it. */
    private record Piece(long id, Part part) {}

    /** Where an item stands. */
    private record Kept(long order, List<Long> ids, long bytes) {}

    private final Path folder;
    private final Layout layout;
    private final Trouble trouble;
    private final Gate gate = new Gate();
    private final Examination examination;
    private final ForcedFiles files;
    private final GatedJournal journal;
    private final Map<String, Kept> kept = new HashMap<>();
    private long keptBytes;
    private long census = NO_RECORD;
    private long nextId;
    private long nextBatch;
    private long nextOrder;

    OpenJournal(
            Path folder, Layout layout, Medium medium, Trouble trouble, LongSupplier nanoClock, Consumer<String> said) {
        this.folder = folder;
        this.layout = layout;
        this.trouble = trouble;
        this.examination = new Examination(folder, layout, said);
        this.files = new ForcedFiles(folder, medium, trouble, nanoClock);
        this.journal = new GatedJournal(files, layout, gate, examination::run);
    }

    /**
     * Everything there is, in the order of the first puts.
     *
     * @throws DamagedStoreException when something other than the newest batch is damaged
     */
    List<Item> load() throws Exception {
        journal.start();
        List<RecordInfo> records = new ArrayList<>();
        List<PreparedTransactionInfo> unfinished = new ArrayList<>();
        journal.load(records, unfinished, (transaction, added, deleted) -> {});
        nextId = examination.highestId() + 1;
        nextBatch = examination.highestBatch() + 1;
        return take(records);
    }

    private List<Item> take(List<RecordInfo> records) {
        TreeMap<Long, List<Piece>> byOrder = new TreeMap<>();
        long expected = 0;
        for (RecordInfo each : records) {
            Part part = Part.decode(each.id, each.data)
                    .orElseThrow(() -> damaged("has an unsound record, number " + each.id));
            if (part.kind() == Part.CENSUS) {
                census = each.id;
                expected = part.order();
            } else {
                byOrder.computeIfAbsent(part.order(), order -> new ArrayList<>())
                        .add(new Piece(each.id, part));
            }
        }
        List<Item> items = new ArrayList<>(byOrder.size());
        byOrder.forEach((order, pieces) -> items.add(take(order, pieces)));
        if (items.size() != expected) {
            throw damaged("holds %d items and must hold %d: a file of it is missing".formatted(items.size(), expected));
        }
        return items;
    }

    private Item take(long order, List<Piece> pieces) {
        pieces.sort(Comparator.comparingInt(piece -> piece.part().number()));
        if (pieces.getFirst().part().parts() != pieces.size()) {
            throw damaged("holds an item of which parts are missing, number " + order);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(piece -> bytes.writeBytes(piece.part().bytes()));
        Item item = ItemCodec.decode(bytes.toByteArray());
        remember(item.key(), new Kept(order, pieces.stream().map(Piece::id).toList(), bytes.size()));
        nextOrder = order + 1;
        return item;
    }

    private DamagedStoreException damaged(String what) {
        return new DamagedStoreException(
                ("The record of jobs in %s %s. Nothing was changed. Put the folder's backup back, or move the folder away to"
                                + " start without the jobs in it.")
                        .formatted(folder, what));
    }

    private void remember(String key, Kept now) {
        forget(key);
        kept.put(key, now);
        keptBytes += now.bytes();
    }

    private void forget(String key) {
        Kept before = kept.remove(key);
        keptBytes -= before == null ? 0 : before.bytes();
    }

    /** Writes the batch and forces it to the medium; afterwards {@link Trouble} says whether that went well. */
    void append(Batch<byte[]> batch) throws Exception {
        gate.enter();
        try {
            long transaction = nextBatch++;
            Map<String, Optional<Kept>> changed = new HashMap<>();
            for (Map.Entry<String, Optional<byte[]>> each : batch.changes().entrySet()) {
                changed.put(each.getKey(), append(transaction, each.getKey(), each.getValue()));
            }
            changed.forEach((key, now) -> now.ifPresentOrElse(it -> remember(key, it), () -> forget(key)));
            count(transaction);
            journal.appendCommitRecord(transaction, true);
        } finally {
            gate.leave();
        }
    }

    private Optional<Kept> append(long transaction, String key, Optional<byte[]> item) throws Exception {
        Optional<Kept> before = Optional.ofNullable(kept.get(key));
        Optional<Kept> now = Optional.empty();
        if (item.isPresent()) {
            long order = before.isPresent() ? before.get().order() : nextOrder++;
            now = Optional.of(new Kept(order, add(transaction, order, item.get()), item.get().length));
        }
        for (long id : before.map(Kept::ids).orElse(List.of())) {
            delete(transaction, id);
        }
        return now;
    }

    private List<Long> add(long transaction, long order, byte[] item) throws Exception {
        int parts = Math.max(1, Math.ceilDiv(item.length, layout.partBytes()));
        List<Long> ids = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            int from = i * layout.partBytes();
            byte[] bytes = Arrays.copyOfRange(item, from, Math.min(item.length, from + layout.partBytes()));
            ids.add(add(transaction, new Part(Part.ITEM, order, i, parts, bytes)));
        }
        return ids;
    }

    private long add(long transaction, Part part) throws Exception {
        long id = nextId++;
        journal.appendAddRecordTransactional(transaction, id, Part.TYPE, part.encode(id));
        return id;
    }

    private void delete(long transaction, long id) throws Exception {
        journal.appendDeleteRecordTransactional(transaction, id, new ByteArrayEncoding(Part.deletion(id)));
    }

    private void count(long transaction) throws Exception {
        long before = census;
        census = add(transaction, Part.census(kept.size()));
        if (before != NO_RECORD) {
            delete(transaction, before);
        }
    }

    /** What the last force took. */
    long forceNanos() {
        return files.forceNanos();
    }

    /** Whether the batch has room in the file that is written to, which was filled when it was made. */
    boolean hasRoomAtHand(Batch<byte[]> batch) {
        long needed =
                batch.bytes() + RECORD_OVERHEAD * (3L + 2L * batch.changes().size());
        return needed <= Integer.MAX_VALUE && journal.getCurrentFile().getFile().fits((int) needed);
    }

    /** Makes the next file ahead, if now there is room for it. */
    void seekRoom() {
        boolean given = journal.getFilesRepository().getFreeFilesCount() > 0;
        try {
            if (given || Files.getFileStore(folder).getUsableSpace() >= ROOM_FACTOR * (long) layout.fileBytes()) {
                journal.getFilesRepository().pushOpenedFile();
                trouble.thereIsRoom();
            }
        } catch (Exception e) {
            trouble.report(e);
        }
    }

    /** Whether most of the room that is taken is taken by what is gone. */
    boolean wantsCompaction() throws IOException {
        int count = journal.getFilesRepository().getDataFilesCount();
        long taken = (long) count * layout.fileBytes();
        return count >= FEWEST_FILES_TO_COMPACT
                && taken > ROOM_FACTOR * (keptBytes + layout.fileBytes())
                && Files.getFileStore(folder).getUsableSpace() > keptBytes + ROOM_FACTOR * (long) layout.fileBytes();
    }

    /** Writes what is kept into new files and gives the old ones up. Takes long; batches are written meanwhile. */
    void compact() {
        try {
            journal.scheduleCompactAndBlock(SECONDS_WITHOUT_END);
        } catch (Exception e) {
            trouble.report(e);
        } finally {
            gate.compactionLeaves();
        }
    }

    void close() {
        journal.stop();
    }
}
