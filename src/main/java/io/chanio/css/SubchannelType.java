package io.chanio.css;

/**
 * What a subchannel is for: bits 8-10 of word 6 of its {@link Pmcw}.
 *
 * @see "linux arch/s390/include/asm/schib.h and drivers/s390/cio/cio.h, enum sch_type"
 */
public enum SubchannelType {
    IO,
    CHSC,
    MESSAGE,
    ADM,
    UNKNOWN;

    static SubchannelType of(int code) {
        return switch (code) {
            case 0 -> IO;
            case 1 -> CHSC;
            case 2 -> MESSAGE;
            case 3 -> ADM;
            default -> UNKNOWN;
        };
    }
}
