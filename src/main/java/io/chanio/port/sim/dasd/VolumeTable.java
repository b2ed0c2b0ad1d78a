package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The label, the IPL records and the VTOC of a volume with one dataset: a track for each, from cylinder 0 head 0 on.
 *
 * @see "SC26-7409 DFSMSdfp Advanced Services, VTOC, DSCB formats 1, 4 and 5"
 */
record VolumeTable(CkdGeometry geometry, int cylinders, String volume, String dataset, LocalDate created) {

    static final int LABEL_TRACK = 0;
    static final int TABLE_TRACK = 1;
    static final int DATASET_TRACK = 2;

    private static final Charset EBCDIC = Charset.forName("IBM037");
    private static final int FIRST_FREE_TRACK = 3;

    /** The IPL PSW waits, disabled, with code X'0F'; the CCW after it does nothing and ends. */
    private static final Octets IPL1 = Octets.ofHex("000600000000000f" + "0300000000000001" + "0000000000000000");

    private static final int IPL2_LENGTH = 144;
    private static final int LABEL_LENGTH = 80;
    private static final int TABLE_ADDRESS_OFFSET = 11;
    private static final int OWNER_OFFSET = 37;
    private static final int ENTRY_KEY_LENGTH = 44;
    private static final int ENTRY_LENGTH = 140;
    private static final int ENTRIES_OF_TRACK = 50;
    private static final int DIRECTORY_BLOCKS_OF_TRACK = 45;
    private static final int ENTRIES_USED = 3;
    private static final int NAME_LENGTH = 44;
    private static final String SYSTEM = "CHANIO       ";

    /** IPL1, IPL2 and the volume label. */
    List<CkdRecord> labels() {
        return List.of(
                labelled(1, "IPL1", IPL1),
                labelled(2, "IPL2", Octets.zeros(IPL2_LENGTH)),
                labelled(3, "VOL1", label()));
    }

    private static CkdRecord labelled(int number, String key, Octets data) {
        return new CkdRecord(0, 0, number, text(key), data);
    }

    private Octets label() {
        ByteBuffer bytes = ByteBuffer.allocate(LABEL_LENGTH);
        text(" ".repeat(LABEL_LENGTH)).copyTo(bytes, 0);
        text("VOL1" + volume).copyTo(bytes, 0);
        addressOf(TABLE_TRACK).toOctets().concat(Octets.of(1)).copyTo(bytes, TABLE_ADDRESS_OFFSET);
        text("CHANIO").copyTo(bytes, OWNER_OFFSET);
        return Octets.of(bytes, 0, LABEL_LENGTH);
    }

    /** The whole VTOC track: volume, free space, the dataset of {@code blocks} blocks, and unused entries. */
    List<CkdRecord> entries(int blocks, int recordLength, int blockLength) {
        List<CkdRecord> records = new ArrayList<>();
        records.add(entry(1, volumeEntry()));
        records.add(entry(2, freeSpaceEntry()));
        records.add(entry(3, datasetEntry(blocks, recordLength, blockLength)));
        while (records.size() < ENTRIES_OF_TRACK) {
            records.add(entry(records.size() + 1, ByteBuffer.allocate(ENTRY_LENGTH)));
        }
        return records;
    }

    private static CkdRecord entry(int number, ByteBuffer bytes) {
        TrackAddress address = addressOf(TABLE_TRACK);
        return new CkdRecord(
                address.cylinder(),
                address.head(),
                number,
                Octets.of(bytes, 0, ENTRY_KEY_LENGTH),
                Octets.of(bytes, ENTRY_KEY_LENGTH, ENTRY_LENGTH - ENTRY_KEY_LENGTH));
    }

    /** Format 4. */
    private ByteBuffer volumeEntry() {
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY_LENGTH);
        for (int i = 0; i < ENTRY_KEY_LENGTH; i++) {
            bytes.put(i, (byte) 0x04);
        }
        text("4").copyTo(bytes, 44);
        addressOf(TABLE_TRACK).toOctets().concat(Octets.of(ENTRIES_USED)).copyTo(bytes, 45);
        bytes.putShort(50, (short) (ENTRIES_OF_TRACK - ENTRIES_USED));
        bytes.put(58, (byte) 0x80).put(59, (byte) 1);
        bytes.putShort(62, (short) cylinders).putShort(64, (short) geometry.heads());
        bytes.putShort(66, (short) geometry.capacity().track());
        bytes.put(71, (byte) 0x30).put(74, (byte) ENTRIES_OF_TRACK).put(75, (byte) DIRECTORY_BLOCKS_OF_TRACK);
        extent(TABLE_TRACK).copyTo(bytes, 105);
        return bytes;
    }

    /** Format 5: one free extent, from the first free track to the end of the volume. */
    private ByteBuffer freeSpaceEntry() {
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY_LENGTH);
        bytes.putInt(0, 0x05050505);
        bytes.putShort(4, (short) FIRST_FREE_TRACK);
        bytes.putShort(6, (short) (cylinders - 1));
        bytes.put(8, (byte) (geometry.heads() - FIRST_FREE_TRACK));
        text("5").copyTo(bytes, 44);
        return bytes;
    }

    /** Format 1: sequential, fixed blocked, one track. */
    private ByteBuffer datasetEntry(int blocks, int recordLength, int blockLength) {
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY_LENGTH);
        text(dataset + " ".repeat(NAME_LENGTH - dataset.length())).copyTo(bytes, 0);
        text("1" + volume).copyTo(bytes, 44);
        bytes.putShort(51, (short) 1);
        bytes.put(53, (byte) (created.getYear() - 1900)).putShort(54, (short) created.getDayOfYear());
        bytes.put(59, (byte) 1);
        text(SYSTEM).copyTo(bytes, 62);
        bytes.putShort(82, (short) 0x4000).put(84, (byte) 0x90);
        bytes.putShort(86, (short) blockLength).putShort(88, (short) recordLength);
        bytes.put(93, (byte) 0x80).put(94, (byte) 0x80);
        bytes.put(100, (byte) blocks);
        extent(DATASET_TRACK).copyTo(bytes, 105);
        return bytes;
    }

    /** An extent of one track. */
    private static Octets extent(int track) {
        Octets address = addressOf(track).toOctets();
        return Octets.of(1, 0).concat(address).concat(address);
    }

    private static TrackAddress addressOf(int track) {
        return new TrackAddress(0, track);
    }

    private static Octets text(String text) {
        return Octets.of(text.getBytes(EBCDIC));
    }
}
