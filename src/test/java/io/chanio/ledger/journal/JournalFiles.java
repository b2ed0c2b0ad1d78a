package io.chanio.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a journal that is closed, as a test damages them. */
record JournalFiles(Path folder) {

    List<Path> all() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.toString().endsWith(".journal")).toList();
        }
    }

    /** The file that is written to. */
    Path newest() throws IOException {
        @Nullable ScannedFile newest = null;
        for (Path each : all()) {
            ScannedFile file = ScannedFile.of(each);
            if (!file.records().isEmpty() && (newest == null || file.number() > newest.number())) {
                newest = file;
            }
        }
        if (newest == null) {
            throw new AssertionError("no file has a record");
        }
        return newest.path();
    }

    int lastWritten() throws IOException {
        return ScannedFile.of(newest()).records().getLast().end();
    }

    static int firstBatchEnd(Path file) throws IOException {
        return ScannedFile.of(file).records().stream()
                .filter(FoundRecord::isCommit)
                .findFirst()
                .orElseThrow()
                .end();
    }

    static void overwrite(Path file, int position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }
}
