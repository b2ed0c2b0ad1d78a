package io.chanio.operation.dasd;

import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.dasd.Dscb.Format;
import io.chanio.operation.dasd.VolumeLabel.RecordAddress;
import io.chanio.operation.dasd.Vtoc.Dataset;
import io.chanio.operation.dasd.Vtoc.Extent;
import io.chanio.operation.recipe.Steps;
import io.chanio.program.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lists the datasets of a volume: its label says where the VTOC begins, the format-4 block there how far it reaches, and
 * every track of it is read.
 *
 * @see Dscb
 */
public record EckdVtoc() implements Recipe<Vtoc> {

    /** Far more than the largest VTOC has; a damaged extent would otherwise be read for hours. */
    private static final int TRACKS_MAX = 10_000;

    /** A description is one format-1 block and blocks of at most 13 extents behind it, of 123 extents in all. */
    private static final int CONTINUATIONS_MAX = 12;

    @Override
    public String name() {
        return "eckd-vtoc";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<Vtoc> begin() {
        return Steps.then(new EckdVolumeLabel().begin(), EckdVtoc::readFirstTrack);
    }

    private static Step<Vtoc> readFirstTrack(VolumeLabel label) {
        RecordAddress vtoc = label.vtoc();
        if (vtoc.record() == 0 || vtoc.head() >= EckdReadTrack.HEADS) {
            return new Step.Unusable<>("the label of volume %s names no VTOC".formatted(label.volumeSerial()));
        }
        return Steps.then(new EckdReadTrack(vtoc.cylinder(), vtoc.head()).begin(), track -> readOthers(label, track));
    }

    private static Step<Vtoc> readOthers(VolumeLabel label, Track first) {
        List<Dscb> blocks = blocks(first);
        Optional<Extent> extent = blocks.stream()
                .filter(block -> block.format() == Format.VTOC
                        && block.address().record() == label.vtoc().record())
                .flatMap(block -> block.extents().stream())
                .findFirst();
        if (extent.isEmpty()) {
            return new Step.Unusable<>("volume %s has no VTOC at %d/%d, record %d, where its label says it begins"
                    .formatted(
                            label.volumeSerial(),
                            label.vtoc().cylinder(),
                            label.vtoc().head(),
                            label.vtoc().record()));
        }
        TrackAddress begin = new TrackAddress(first.cylinder(), first.head());
        if (!isSane(extent.get(), begin)) {
            return new Step.Unusable<>(
                    "the VTOC of volume %s is said to reach from %s to %s: that is not 1 to %d tracks from %s on"
                            .formatted(
                                    label.volumeSerial(),
                                    extent.get().begin(),
                                    extent.get().end(),
                                    TRACKS_MAX,
                                    begin));
        }
        return readFrom(begin, extent.get().end(), blocks);
    }

    /** False where a damaged description would have the disk read far and wide. */
    private static boolean isSane(Extent extent, TrackAddress begin) {
        long tracks = tracks(extent);
        return extent.begin().equals(begin)
                && extent.end().head() < EckdReadTrack.HEADS
                && tracks >= 1
                && tracks <= TRACKS_MAX;
    }

    private static long tracks(Extent extent) {
        return ((long) extent.end().cylinder() - extent.begin().cylinder()) * EckdReadTrack.HEADS
                + extent.end().head()
                - extent.begin().head()
                + 1;
    }

    /** Reads what lies behind {@code done} up to {@code last}, one track a program. */
    private static Step<Vtoc> readFrom(TrackAddress done, TrackAddress last, List<Dscb> blocks) {
        if (done.compareTo(last) >= 0) {
            return new Step.Done<>(new Vtoc(datasets(blocks)));
        }
        TrackAddress next = done.next(EckdReadTrack.HEADS);
        return Steps.then(new EckdReadTrack(next.cylinder(), next.head()).begin(), track -> {
            List<Dscb> more = new ArrayList<>(blocks);
            more.addAll(blocks(track));
            return readFrom(next, last, more);
        });
    }

    private static List<Dscb> blocks(Track track) {
        return track.records().stream()
                .flatMap(record -> Dscb.of(record).stream())
                .filter(block -> block.format() != Format.OTHER || block.next().isPresent())
                .toList();
    }

    private static List<Dataset> datasets(List<Dscb> blocks) {
        Map<RecordAddress, Dscb> byAddress =
                blocks.stream().collect(Collectors.toMap(Dscb::address, Function.identity(), (first, second) -> first));
        return blocks.stream()
                .filter(block -> block.format() == Format.DATASET)
                .map(block -> block.dataset(extents(block, byAddress)))
                .toList();
    }

    private static List<Extent> extents(Dscb first, Map<RecordAddress, Dscb> byAddress) {
        List<Extent> extents = new ArrayList<>(first.extents());
        Optional<Dscb> block = follow(first, byAddress);
        for (int steps = 0; steps < CONTINUATIONS_MAX && block.isPresent(); steps++) {
            extents.addAll(block.get().extents());
            block = follow(block.get(), byAddress);
        }
        return extents;
    }

    private static Optional<Dscb> follow(Dscb block, Map<RecordAddress, Dscb> byAddress) {
        return block.next()
                .flatMap(address -> Optional.ofNullable(byAddress.get(address)))
                .filter(next -> next.format() == Format.MORE_EXTENTS || next.format() == Format.OTHER);
    }
}
