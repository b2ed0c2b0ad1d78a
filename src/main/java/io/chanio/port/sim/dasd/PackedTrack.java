package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How a track lies in a compressed image: its home address, whose flag byte says how what follows is packed.
 *
 * <pre>
 *    0         1     3     5
 *   +---------+-----+-----+-------------------+
 *   | packing | CC  | HH  | records, end mark |
 *   +---------+-----+-----+-------------------+
 * </pre>
 *
 * @see "Hercules cckd.h, CCKD_COMPRESS_NONE and others"
 */
final class PackedTrack {

    static final int NOT_PACKED = 0;
    static final int ZLIB = 1;
    static final int BZIP2 = 2;

    private static final int HOME = Track.HOME_ADDRESS_LENGTH;

    private PackedTrack() {}

    static Octets unpack(Octets packed, int trackLength) throws IOException {
        return switch (packed.at(0)) {
            case NOT_PACKED -> packed;
            case ZLIB -> Octets.of(0).concat(packed.slice(1, HOME)).concat(inflate(packed, trackLength - HOME));
            case BZIP2 -> throw new IOException("the track is packed by bzip2");
            default -> throw new IOException("the track is packed in the unknown way " + packed.at(0));
        };
    }

    private static Octets inflate(Octets packed, int lengthMax) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed.toArray(), HOME, packed.length() - HOME);
            byte[] plain = new byte[lengthMax];
            int length = inflater.inflate(plain);
            if (!inflater.finished()) {
                throw new IOException("the packed track does not end within " + lengthMax + " bytes");
            }
            return Octets.of(Arrays.copyOf(plain, length));
        } catch (DataFormatException e) {
            throw new IOException("the packed track is damaged", e);
        } finally {
            inflater.end();
        }
    }

    /** Packs with zlib where that makes it shorter, unless the image is one that packs nothing. */
    static Octets pack(Octets image, CompressedHeader header) {
        if (header.compression() == NOT_PACKED) {
            return image;
        }
        boolean levelKnown = header.level() >= Deflater.NO_COMPRESSION && header.level() <= Deflater.BEST_COMPRESSION;
        Deflater deflater = new Deflater(levelKnown ? header.level() : Deflater.DEFAULT_COMPRESSION);
        try {
            deflater.setInput(image.toArray(), HOME, image.length() - HOME);
            deflater.finish();
            byte[] packed = new byte[image.length() - HOME];
            int length = deflater.deflate(packed);
            return deflater.finished()
                    ? Octets.of(ZLIB).concat(image.slice(1, HOME)).concat(Octets.of(Arrays.copyOf(packed, length)))
                    : image;
        } finally {
            deflater.end();
        }
    }
}
