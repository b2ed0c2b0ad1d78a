package io.chanio.operation.dasd;

import io.chanio.css.Octets;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.dasd.Track.TrackRecord;
import io.chanio.operation.recipe.Answers;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a whole track: DEFINE EXTENT of that track, LOCATE RECORD to its home address, READ TRACK. Oriented to the home
 * address the first record that comes is record 0.
 *
 * <pre>
 * READ TRACK stores records: CCHH 4, R 1, key length 1, data length 2, key, data; then eight bytes FF
 * </pre>
 *
 * @see "SA22-1025 3990/3390 Reference, Locate Record, Read Track"
 */
public record EckdReadTrack(int cylinder, int head) implements Recipe<Track> {

    /** Tracks of a cylinder on every device that knows READ TRACK: 3380, 3390, 9345. */
    public static final int HEADS = 15;

    public static final int CYLINDER_MAX = TrackAddress.CYLINDER_MAX;

    private static final int DEFINE_EXTENT = 0x63;
    private static final int LOCATE_RECORD = 0x47;
    private static final int READ_TRACK = 0xDE;
    private static final int READ_TRACK_CCW = 2;

    private static final int MASK_INHIBIT_ALL_WRITES = 0x40;
    private static final int ATTRIBUTES_ECKD = 0xC0;
    private static final int ORIENT_TO_HOME_ADDRESS_READ_TRACKS = 0x4C;
    private static final int ONE_TRACK = 1;

    /** More than any track holds; the rest is not transferred. */
    private static final int AREA_LENGTH = 0xFFFF;

    private static final int RECORD_OFFSET = 4;
    private static final int KEY_LENGTH_OFFSET = 5;
    private static final int DATA_LENGTH_OFFSET = 6;
    private static final int COUNT_LENGTH = 8;
    private static final Octets END_OF_TRACK = Octets.ofHex("ffffffffffffffff");

    public EckdReadTrack {
        if (head < 0 || head >= HEADS) {
            throw new IllegalArgumentException("head %d is not 0 to %d".formatted(head, HEADS - 1));
        }
        if (cylinder < 0 || cylinder > CYLINDER_MAX) {
            throw new IllegalArgumentException("cylinder %d is not 0 to %d".formatted(cylinder, CYLINDER_MAX));
        }
    }

    @Override
    public String name() {
        return "eckd-read-track";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<Track> begin() {
        return new Step.Run<>(program(), this::judge);
    }

    private ChannelProgram program() {
        Octets track = new TrackAddress(cylinder, head).encode();
        Octets extent = Octets.of(MASK_INHIBIT_ALL_WRITES, ATTRIBUTES_ECKD, 0, 0, 0, 0, 0, 0)
                .concat(track)
                .concat(track);
        Octets locate = Octets.of(ORIENT_TO_HOME_ADDRESS_READ_TRACKS, 0, 0, ONE_TRACK)
                .concat(track)
                .concat(track)
                .concat(Octets.zeros(RECORD_OFFSET));
        return ChannelProgram.of(
                ProgramCcw.of(DEFINE_EXTENT, new Operand.Data(extent)),
                ProgramCcw.of(LOCATE_RECORD, new Operand.Data(locate)),
                ProgramCcw.of(READ_TRACK, new Operand.Count(AREA_LENGTH), CcwFlag.SLI));
    }

    private Step<Track> judge(ProgramResult result) {
        Octets image = Answers.stored(result, READ_TRACK_CCW);
        List<TrackRecord> records = new ArrayList<>();
        int offset = 0;
        while (offset + COUNT_LENGTH <= image.length()) {
            if (image.slice(offset, offset + COUNT_LENGTH).equals(END_OF_TRACK)) {
                return new Step.Done<>(new Track(cylinder, head, records));
            }
            int keyAt = offset + COUNT_LENGTH;
            int dataAt = keyAt + image.at(offset + KEY_LENGTH_OFFSET);
            int end = dataAt + image.halfwordAt(offset + DATA_LENGTH_OFFSET);
            if (end > image.length()) {
                return new Step.Unusable<>("record %d of track %d/%d ends at byte %d, but only %d bytes came"
                        .formatted(image.at(offset + RECORD_OFFSET), cylinder, head, end, image.length()));
            }
            records.add(record(image, offset, keyAt, dataAt, end));
            offset = end;
        }
        return new Step.Unusable<>(
                "track %d/%d has no end: %d bytes came, with %d records and without eight bytes X'ff' after them"
                        .formatted(cylinder, head, image.length(), records.size()));
    }

    private static TrackRecord record(Octets image, int offset, int keyAt, int dataAt, int end) {
        TrackAddress address = TrackAddress.decode(image, offset);
        return new TrackRecord(
                address.cylinder(),
                address.head(),
                image.at(offset + RECORD_OFFSET),
                dataAt - keyAt,
                end - dataAt,
                dataAt == keyAt ? Optional.empty() : Optional.of(image.slice(keyAt, dataAt)),
                end == dataAt ? Optional.empty() : Optional.of(image.slice(dataAt, end)));
    }
}
