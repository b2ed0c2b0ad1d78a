package io.chanio.operation.dasd;

import io.chanio.css.Octets;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.dasd.Track.TrackRecord;
import io.chanio.operation.dasd.VolumeLabel.RecordAddress;
import io.chanio.operation.recipe.Answers;
import io.chanio.operation.recipe.Steps;
import io.chanio.program.Effect;
import java.util.Optional;

/**
 * Reads the standard label: record 3 of the first track, with the key VOL1. The whole track is read, so that a volume
 * without a label is told from a device in trouble.
 *
 * <pre>
 * +0 VOL1, volume serial 6, security 1, VTOC CCHHR 5 at +11, owner 14 at +37
 * </pre>
 *
 * @see "SC26-7400 DFSMS Using Data Sets, Standard Volume Label"
 */
public record EckdVolumeLabel() implements Recipe<VolumeLabel> {

    private static final int LABEL_RECORD = 3;
    private static final int LABEL_LENGTH = 80;
    private static final String LABEL_IDENTIFIER = "VOL1";
    private static final int SERIAL_OFFSET = 4;
    private static final int SERIAL_END = 10;
    private static final int VTOC_OFFSET = 11;
    private static final int VTOC_RECORD_OFFSET = 15;
    private static final int OWNER_OFFSET = 37;
    private static final int OWNER_END = 51;

    @Override
    public String name() {
        return "eckd-volume-label";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<VolumeLabel> begin() {
        return Steps.then(new EckdReadTrack(0, 0).begin(), EckdVolumeLabel::judge);
    }

    private static Step<VolumeLabel> judge(Track track) {
        Optional<Octets> label = track.record(LABEL_RECORD).flatMap(TrackRecord::data);
        if (label.isEmpty()) {
            return new Step.Unusable<>("the volume has no label: track 0/0 has no record 3 with data, only %d records"
                    .formatted(track.records().size()));
        }
        Octets data = label.get();
        String identifier = Answers.untrimmed(data.first(SERIAL_OFFSET));
        if (!identifier.equals(LABEL_IDENTIFIER) || data.length() < LABEL_LENGTH) {
            return new Step.Unusable<>(
                    "the volume has no label: record 3 of track 0/0 has %d bytes and begins with X'%s', a label has %d and begins with VOL1"
                            .formatted(data.length(), data.first(SERIAL_OFFSET), LABEL_LENGTH));
        }
        TrackAddress vtoc = TrackAddress.decode(data, VTOC_OFFSET);
        return new Step.Done<>(new VolumeLabel(
                Answers.text(data.slice(SERIAL_OFFSET, SERIAL_END)),
                Answers.text(data.slice(OWNER_OFFSET, OWNER_END)),
                new RecordAddress(vtoc.cylinder(), vtoc.head(), data.at(VTOC_RECORD_OFFSET))));
    }
}
