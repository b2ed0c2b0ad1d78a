package io.chanio.ledger.journal;

/**
 * How the record of jobs is laid out in its folder.
 *
 * @param fileBytes each file of the journal; a file is filled when it is made, so that writing into it needs no room
 * @param partBytes of an item that stand in one record of the journal; a longer item takes several
 * @param batchBytes of items after which no further one is taken into the same batch
 */
record Layout(int fileBytes, int partBytes, int batchBytes) {

    private static final int KIBIBYTE = 1024;
    private static final int MEBIBYTE = 1024 * KIBIBYTE;

    /** The library takes records of less than 490 KiB. */
    static final Layout DEFAULT = new Layout(16 * MEBIBYTE, 256 * KIBIBYTE, 4 * MEBIBYTE);

    static final String PREFIX = "chanio";
    static final String EXTENSION = "journal";

    /** Raised when the parts change their form. */
    static final int FORMAT = 1;
}
