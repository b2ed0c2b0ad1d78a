package io.chanio.port.sim.dasd;

import io.chanio.port.sim.DeviceData;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Objects;

/**
 * The records of a track where its image has them: only those that are asked for are taken out.
 *
 * <p>Threads: one at a time, as the image.
 */
final class StoredRecords extends AbstractList<CkdRecord> {

    private final ByteBuffer image;
    private final int[] offsets;

    /** @param offsets of the records, and of what follows the last one */
    StoredRecords(ByteBuffer image, int[] offsets) {
        this.image = image;
        this.offsets = offsets;
    }

    @Override
    public int size() {
        return offsets.length - 1;
    }

    @Override
    public CkdRecord get(int index) {
        return TrackFormat.recordAt(image, offsets[Objects.checkIndex(index, size())]);
    }

    boolean isRecordZero(int index) {
        return TrackFormat.isRecordZeroAt(image, offsets[Objects.checkIndex(index, size())]);
    }

    /** The records from {@code index} on, and the end mark. */
    DeviceData imageFrom(int index) {
        int start = offsets[index];
        int end = offsets[size()] + TrackFormat.END_MARK_LENGTH;
        return new DeviceData.Stored(image.slice(start, end - start));
    }
}
