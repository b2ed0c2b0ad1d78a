package io.chanio.operation.dasd;

import io.chanio.css.Octets;
import io.chanio.operation.dasd.Track.TrackRecord;
import io.chanio.operation.dasd.VolumeLabel.RecordAddress;
import io.chanio.operation.dasd.Vtoc.Dataset;
import io.chanio.operation.dasd.Vtoc.Extent;
import io.chanio.operation.recipe.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Data-set control block: a record of the VTOC, 44 bytes of key and 96 of data, here joined.
 *
 * <pre>
 * format 1, 8   +0 name 44, +44 F1 (F8), +82 organisation 2, +84 record format, +86 block size 2, +88 record length 2,
 *               +105 three extents, +135 CCHHR of the next block
 * format 3      +0 03030303, +4 four extents, +44 F3, +45 nine extents, +135 CCHHR of the next block
 * format 4      +44 F4, +105 the extent of the VTOC
 * extent        type 1 (0: none), sequence 1, CCHH begin, CCHH end
 * </pre>
 *
 * @see "SC26-7400 DFSMS Using Data Sets; DFSMSdfp Advanced Services, DSCB format-1 (IECSDSL1)"
 * @see "linux arch/s390/include/uapi/asm/vtoc.h"
 */
record Dscb(RecordAddress address, Octets bytes) {

    private static final int KEY_LENGTH = 44;
    private static final int DATA_LENGTH = 96;
    private static final int FORMAT_OFFSET = 44;
    private static final int ORGANISATION_OFFSET = 82;
    private static final int RECORD_FORMAT_OFFSET = 84;
    private static final int BLOCK_SIZE_OFFSET = 86;
    private static final int RECORD_LENGTH_OFFSET = 88;
    private static final int EXTENTS_OFFSET = 105;
    private static final int EXTENTS = 3;
    private static final int KEY_EXTENTS_OFFSET = 4;
    private static final int KEY_EXTENTS = 4;
    private static final int DATA_EXTENTS_OFFSET = 45;
    private static final int DATA_EXTENTS = 9;
    private static final int NEXT_OFFSET = 135;
    private static final int NEXT_RECORD_OFFSET = 139;

    private static final int EXTENT_LENGTH = 10;
    private static final int EXTENT_BEGIN_OFFSET = 2;
    private static final int EXTENT_END_OFFSET = 6;

    /** What the format byte says. */
    enum Format {
        DATASET,
        MORE_EXTENTS,
        VTOC,
        OTHER
    }

    /** Empty when the record has not the shape of a DSCB. */
    static Optional<Dscb> of(TrackRecord record) {
        if (record.keyLength() != KEY_LENGTH || record.dataLength() != DATA_LENGTH) {
            return Optional.empty();
        }
        return record.key().flatMap(key -> record.data()
                .map(data -> new Dscb(
                        new RecordAddress(record.cylinder(), record.head(), record.record()), key.concat(data))));
    }

    Format format() {
        return switch (bytes.at(FORMAT_OFFSET)) {
            case 0xF1, 0xF8 -> Format.DATASET;
            case 0xF3 -> Format.MORE_EXTENTS;
            case 0xF4 -> Format.VTOC;
            default -> Format.OTHER;
        };
    }

    /** The extents that stand in this block, those in use. */
    List<Extent> extents() {
        List<Extent> extents = new ArrayList<>();
        switch (format()) {
            case DATASET -> add(extents, EXTENTS_OFFSET, EXTENTS);
            case VTOC -> add(extents, EXTENTS_OFFSET, 1);
            case MORE_EXTENTS -> {
                add(extents, KEY_EXTENTS_OFFSET, KEY_EXTENTS);
                add(extents, DATA_EXTENTS_OFFSET, DATA_EXTENTS);
            }
            case OTHER -> {}
        }
        return extents;
    }

    /** Where the description of the dataset goes on; empty at its end. */
    Optional<RecordAddress> next() {
        TrackAddress track = TrackAddress.decode(bytes, NEXT_OFFSET);
        int record = bytes.at(NEXT_RECORD_OFFSET);
        return record == 0 ? Optional.empty() : Optional.of(new RecordAddress(track.cylinder(), track.head(), record));
    }

    /** The dataset of a block of format {@code DATASET}, with all its extents. */
    Dataset dataset(List<Extent> extents) {
        return new Dataset(
                Answers.text(bytes.first(KEY_LENGTH)),
                DatasetAttributes.organisation(bytes.halfwordAt(ORGANISATION_OFFSET)),
                DatasetAttributes.recordFormat(bytes.at(RECORD_FORMAT_OFFSET)),
                bytes.halfwordAt(RECORD_LENGTH_OFFSET),
                bytes.halfwordAt(BLOCK_SIZE_OFFSET),
                extents);
    }

    private void add(List<Extent> extents, int offset, int count) {
        for (int at = offset; at < offset + count * EXTENT_LENGTH; at += EXTENT_LENGTH) {
            if (bytes.at(at) != 0) {
                extents.add(new Extent(
                        TrackAddress.decode(bytes, at + EXTENT_BEGIN_OFFSET),
                        TrackAddress.decode(bytes, at + EXTENT_END_OFFSET)));
            }
        }
    }
}
