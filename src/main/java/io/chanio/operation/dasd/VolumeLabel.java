package io.chanio.operation.dasd;

/**
 * The standard label of a volume.
 *
 * @param volumeSerial without padding
 * @param owner without padding; may be empty
 */
public record VolumeLabel(String volumeSerial, String owner, RecordAddress vtoc) {

    /** A record by cylinder, head and number. */
    public record RecordAddress(int cylinder, int head, int record) {}
}
