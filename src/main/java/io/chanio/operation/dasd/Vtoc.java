package io.chanio.operation.dasd;

import java.util.List;

/**
 * A volume's table of contents.
 *
 * @param datasets in the order of their descriptions on the volume
 */
public record Vtoc(List<Dataset> datasets) {

    public Vtoc {
        datasets = List.copyOf(datasets);
    }

    /**
     * A dataset as its format-1 (8) data-set control block describes it.
     *
     * @param organisation PS, PO, DA, IS, VS, with U behind it when it can't be moved; UNKNOWN where none is named
     * @param recordFormat as in job control: F, FB, V, VBS, U and others, with A or M behind it; UNKNOWN where none is named
     */
    public record Dataset(
            String name,
            String organisation,
            String recordFormat,
            int recordLength,
            int blockSize,
            List<Extent> extents) {

        public Dataset {
            extents = List.copyOf(extents);
        }
    }

    /** Tracks that lie together, both ends included. */
    public record Extent(TrackAddress begin, TrackAddress end) {}
}
