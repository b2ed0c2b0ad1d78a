package io.chanio.ledger.journal;

import java.util.List;
import org.apache.activemq.artemis.api.core.Pair;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * The library's journal, which here looks its files through before it believes them, compacts only when told to, and makes
 * each step of that outlive a loss of power before it does the next.
 *
 * <p>Threads: as the library's.
 *
 * @see "artemis-journal, JournalImpl.load, compact"
 */
final class GatedJournal extends JournalImpl {

    private static final int FEWEST_FILES = 2;
    private static final int FILES_KEPT = 4;
    private static final int NO_COMPACTION_BY_ITSELF = 0;
    /** A new file is made ahead; a slow disk gets this long when it was not fast enough. */
    private static final int SECONDS_FOR_A_FILE = 30;

    private final ForcedFiles files;
    private final Gate gate;
    private final Runnable lookThrough;

    /** @param lookThrough is done before the files are read */
    GatedJournal(ForcedFiles files, Layout layout, Gate gate, Runnable lookThrough) {
        super(
                layout.fileBytes(),
                FEWEST_FILES,
                FILES_KEPT,
                NO_COMPACTION_BY_ITSELF,
                0,
                SECONDS_FOR_A_FILE,
                files,
                Layout.PREFIX,
                Layout.EXTENSION,
                1,
                Layout.FORMAT);
        this.files = files;
        this.gate = gate;
        this.lookThrough = lookThrough;
    }

    /** The first step of loading after an unfinished compaction was finished. */
    @Override
    public List<JournalFile> orderFiles() throws Exception {
        lookThrough.run();
        return super.orderFiles();
    }

    /** Without room for the file that is made ahead there is still the one that is written to. */
    @Override
    protected JournalFile setUpCurrentFile(int lastDataPosition) throws Exception {
        try {
            return super.setUpCurrentFile(lastDataPosition);
        } catch (Trouble.NoRoomException e) {
            JournalFile current = getCurrentFile();
            if (current == null) {
                throw e;
            }
            files.trouble().report(e);
            return current;
        }
    }

    @Override
    protected void onCompactStart() {
        gate.compactionEnters();
    }

    /** From here on the journal itself keeps writers out until the old files are set apart. */
    @Override
    protected void onCompactLockingTheJournal() {
        gate.compactionLeaves();
    }

    @Override
    protected SequentialFile createControlFile(
            List<JournalFile> oldFiles, List<JournalFile> newFiles, Pair<String, String> rename) throws Exception {
        SequentialFile control = super.createControlFile(oldFiles, newFiles, rename);
        files.forceFolder();
        return control;
    }

    @Override
    protected void renameFiles(List<JournalFile> oldFiles, List<JournalFile> newFiles) throws Exception {
        gate.compactionEnters();
        super.renameFiles(oldFiles, newFiles);
        files.forceFolder();
    }

    @Override
    protected void deleteControlFile(SequentialFile control) throws Exception {
        super.deleteControlFile(control);
        files.forceFolder();
        gate.compactionLeaves();
    }
}
