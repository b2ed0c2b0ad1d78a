package io.chanio.ledger.journal;

import io.chanio.ledger.DamagedStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks the files of the journal through before they are read, for the library passes over what it can't read. What was
 * being written when the process ended is the newest batch: it is cut off. Anything else that is not as it was written is
 * damage.
 */
final class Examination {

    /** A place in a file. */
    private record Place(ScannedFile file, int position) {

        boolean isBefore(Place other) {
            return file.number() < other.file.number() || (file == other.file && position < other.position);
        }

        @Override
        public String toString() {
            return "%s, position %d".formatted(file.path(), position);
        }
    }

    private final Path folder;
    private final Layout layout;
    private final Consumer<String> said;
    private long highestId = FoundRecord.NONE;
    private long highestBatch = FoundRecord.NONE;

    /** @param said is told in one sentence of each end that was cut off */
    Examination(Path folder, Layout layout, Consumer<String> said) {
        this.folder = folder;
        this.layout = layout;
        this.said = said;
    }

    /** @throws DamagedStoreException when something other than the newest batch is damaged */
    void run() {
        try {
            List<ScannedFile> files = files();
            rememberHighest(files);
            Optional<Place> end = firstGap(files).map(gap -> checked(files, gap));
            Map<Long, Place> unfinished = unfinished(files);
            Place newest = unfinished.remove(highestBatch);
            unfinished.values().stream().findFirst().ifPresent(place -> {
                throw damaged(place, "begins a batch of which a part is missing");
            });
            if (newest != null) {
                end = Optional.of(
                        checked(files, end.filter(gap -> gap.isBefore(newest)).orElse(newest)));
            }
            if (end.isPresent()) {
                cutOff(files, end.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all records, also those that delete others: an id that was ever used can't be used again. */
    long highestId() {
        return highestId;
    }

    long highestBatch() {
        return highestBatch;
    }

    private void rememberHighest(List<ScannedFile> files) {
        for (ScannedFile file : files) {
            for (FoundRecord each : file.records()) {
                highestId = Math.max(highestId, each.id());
                highestBatch = Math.max(highestBatch, each.transaction());
            }
        }
    }

    private List<ScannedFile> files() throws IOException {
        List<ScannedFile> files = new ArrayList<>();
        Set<Long> numbers = new HashSet<>();
        for (Path path : paths()) {
            ScannedFile file = ScannedFile.of(path);
            if (file.length() != layout.fileBytes()) {
                throw damaged(
                        new Place(file, file.length()),
                        "has %d bytes and must have %d".formatted(file.length(), layout.fileBytes()));
            }
            if (!file.hasHeader() || !numbers.add(file.number()) || file.holdsLaterRecords()) {
                throw damaged(new Place(file, 0), "has no header that can be right");
            }
            files.add(file);
        }
        files.sort(Comparator.comparingLong(ScannedFile::number));
        return files;
    }

    private List<Path> paths() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().endsWith("." + Layout.EXTENSION))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Place> firstGap(List<ScannedFile> files) {
        return files.stream()
                .flatMap(file -> file.gaps().stream().map(gap -> new Place(file, gap)))
                .findFirst();
    }

    /** Where the batches begin that have no end, or whose end counts other records than there are. */
    private static Map<Long, Place> unfinished(List<ScannedFile> files) {
        Map<Long, Place> open = new LinkedHashMap<>();
        for (ScannedFile file : files) {
            Map<Long, Integer> counts = new HashMap<>();
            for (FoundRecord each : file.records()) {
                if (each.transaction() == FoundRecord.NONE) {
                    continue;
                }
                open.putIfAbsent(each.transaction(), new Place(file, each.position()));
                int before = counts.getOrDefault(each.transaction(), 0);
                if (each.isCommit() && each.count() == before) {
                    open.remove(each.transaction());
                }
                counts.put(each.transaction(), before + 1);
            }
        }
        return open;
    }

    /** The place, from which on there may only be records of the newest batch, and that not whole. */
    private Place checked(List<ScannedFile> files, Place place) {
        List<FoundRecord> behind = files.stream()
                .filter(file -> file.number() >= place.file().number())
                .flatMap(file -> file.records().stream()
                        .filter(each -> file != place.file() || each.position() >= place.position()))
                .toList();
        boolean whole = behind.stream().anyMatch(FoundRecord::isCommit)
                && !unfinished(files).containsKey(highestBatch);
        if (whole || behind.stream().anyMatch(each -> each.transaction() != highestBatch)) {
            throw damaged(place, "holds something else than what was written");
        }
        return place;
    }

    private void cutOff(List<ScannedFile> files, Place end) throws IOException {
        int first = files.indexOf(end.file());
        int records = 0;
        for (int i = files.size() - 1; i >= first; i--) {
            ScannedFile file = files.get(i);
            int from = i == first ? end.position() : ScannedFile.HEADER_LENGTH;
            int lost = (int) file.records().stream()
                    .filter(each -> each.position() >= from)
                    .count();
            if (i == first || lost > 0 || !file.gaps().isEmpty()) {
                file.cutOff(from);
            }
            records += lost;
        }
        said.accept("The record of jobs ended in an unfinished write, which was cut off: %s (%d records of the journal)"
                .formatted(end, records));
    }

    private static DamagedStoreException damaged(Place place, String what) {
        return new DamagedStoreException(
                ("The record of jobs is damaged: %s %s. Nothing was changed. Put the folder's backup back, or move the folder"
                                + " away to start without the jobs in it.")
                        .formatted(place, what));
    }
}
