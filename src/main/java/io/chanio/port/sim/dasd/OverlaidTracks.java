package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tracks of an image that is never written, and in front of them those that were changed, in a file of equal slots. A track has
 * at most two of them: a write goes to the one that is not in use, and is in use when the slot's header says so.
 *
 * <p>Threads: one at a time, as its image.
 */
final class OverlaidTracks implements TrackStore {

    private final ImageFile file;
    private final TrackStore base;
    private final int trackLength;
    private final Map<Integer, Slots> changed = new HashMap<>();
    private int slots;
    private long latest;

    /** A slot that is in use, by its number. */
    private record Used(int number, OverlaySlot slot) {}

    /** @param spare the slot that the next write of the track goes to */
    private record Slots(Used newest, @Nullable Integer spare) {}

    private OverlaidTracks(ImageFile file, TrackStore base, int trackLength) {
        this.file = file;
        this.base = base;
        this.trackLength = trackLength;
    }

    /**
     * Opens the overlay in {@code file} over {@code base}; an empty file becomes one.
     *
     * @throws UnfitImage when it is damaged, or another image's
     */
    static OverlaidTracks open(ImageFile file, OverlayHeader expected, TrackStore base, int tracksOfVolume)
            throws IOException {
        if (file.size() == 0) {
            file.write(ByteBuffer.wrap(expected.toOctets().toArray()), 0);
            file.force();
        }
        if (file.size() < OverlayHeader.LENGTH) {
            throw new UnfitImage("is no overlay: it has %d bytes".formatted(file.size()));
        }
        OverlaidTracks tracks = new OverlaidTracks(file, base, expected.trackLength());
        expected.require(tracks.bytes(0, OverlayHeader.LENGTH));
        tracks.readSlots(tracksOfVolume);
        return tracks;
    }

    private void readSlots(int tracksOfVolume) throws IOException {
        Map<Integer, List<Used>> found = new HashMap<>();
        while (slotPosition(slots) + OverlaySlot.LENGTH <= file.size()) {
            int number = slots++;
            OverlaySlot slot = OverlaySlot.read(bytes(slotPosition(number), OverlaySlot.LENGTH))
                    .orElse(null);
            if (slot == null) {
                continue;
            }
            if (slot.track() < 0
                    || slot.track() >= tracksOfVolume
                    || slot.length() < 0
                    || slot.length() > trackLength) {
                throw new UnfitImage(
                        "is damaged: it has %d bytes of a track %d".formatted(slot.length(), slot.track()));
            }
            found.computeIfAbsent(slot.track(), track -> new ArrayList<>()).add(new Used(number, slot));
            latest = Math.max(latest, slot.sequence());
        }
        for (List<Used> each : found.values()) {
            each.sort((one, other) ->
                    Long.compare(other.slot().sequence(), one.slot().sequence()));
            Used newest = each.getFirst();
            readImage(newest);
            changed.put(
                    newest.slot().track(),
                    new Slots(newest, each.size() > 1 ? each.get(1).number() : null));
        }
    }

    private Octets readImage(Used used) throws IOException {
        long position = slotPosition(used.number()) + OverlaySlot.LENGTH;
        if (position + used.slot().length() > file.size()) {
            throw new UnfitImage(
                    "is damaged: it ends within track %d".formatted(used.slot().track()));
        }
        Octets image = bytes(position, used.slot().length());
        if (OverlayHeader.checksum(image) != used.slot().checksum()) {
            throw new UnfitImage("is damaged: track %d has a wrong checksum"
                    .formatted(used.slot().track()));
        }
        return image;
    }

    private Octets bytes(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.read(bytes, position);
        return Octets.of(bytes, 0, length);
    }

    private long slotPosition(int number) {
        return OverlayHeader.LENGTH + (long) number * (OverlaySlot.LENGTH + trackLength);
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public ByteBuffer read(int track) throws IOException {
        Slots found = changed.get(track);
        return found == null
                ? base.read(track)
                : ByteBuffer.wrap(readImage(found.newest()).toArray());
    }

    @Override
    public void write(int track, Octets image) throws IOException {
        Slots before = changed.get(track);
        Integer spare = before == null ? null : before.spare();
        int number = spare == null ? slots : spare;
        file.write(ByteBuffer.wrap(image.toArray()), slotPosition(number) + OverlaySlot.LENGTH);
        file.force();
        OverlaySlot slot = new OverlaySlot(track, image.length(), ++latest, OverlayHeader.checksum(image));
        giveUpSpare(track, before, number);
        file.write(ByteBuffer.wrap(slot.toOctets().toArray()), slotPosition(number));
        file.force();
        changed.put(
                track,
                new Slots(
                        new Used(number, slot),
                        before == null ? null : before.newest().number()));
    }

    /** A header that could not be written may stand there all the same: nothing else ever goes to its slot. */
    private void giveUpSpare(int track, @Nullable Slots before, int number) {
        slots = Math.max(slots, number + 1);
        if (before != null) {
            changed.put(track, new Slots(before.newest(), null));
        }
    }

    @Override
    public void close() throws IOException {
        try (base) {
            file.close();
        }
    }
}
