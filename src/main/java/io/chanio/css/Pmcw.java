package io.chanio.css;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Path-management-control word: what a subchannel is and over which paths its device is reached.
 *
 * <pre>
 *        0 1 2   5   8 9 11 13  15 16          24         31
 *       +--------------------------------------------------+
 *  +0   |              interruption parameter              |
 *       +-+-+---+---+-+--+--+-+-+-+------------------------+
 *  +4   |Q|W|ISC|000|E|LM|MM|D|T|V|      device number     |
 *       +-+-+---+---+-+--+--+-+-+-+-----------+------------+
 *  +8   |    LPM    |   PNOM      |   LPUM    |    PIM     |
 *       +-----------+-------------+-----------+------------+
 *  +12  |          MBI            |    POM    |    PAM     |
 *       +-----------+-------------+-----------+------------+
 *  +16  |  CHPID 0  |   CHPID 1   |  CHPID 2  |  CHPID 3   |
 *  +20  |  CHPID 4  |   CHPID 5   |  CHPID 6  |  CHPID 7   |
 *       +--------+--++------------+-----------+------+-+-+-+
 *  +24  |00000000|ST |                               |F|X|S|
 *       +--------+---+-------------------------------+-+-+-+
 * </pre>
 *
 * @param control word 1: flags, interruption subclass, modes, device number
 * @param paths word 2: LPM, PNOM, LPUM, PIM
 * @param measurementAndPaths word 3: MBI, POM, PAM
 * @param chpids words 4 and 5: the eight channel-path identifiers
 * @param characteristics word 6
 * @see "SA22-7832 Principles of Operation, ch. 15, Path-Management-Control Word"
 * @see "linux drivers/s390/cio/cio.h, struct pmcw"
 */
public record Pmcw(
        int interruptionParameter,
        int control,
        int paths,
        int measurementAndPaths,
        Octets chpids,
        int characteristics) {

    public static final int LENGTH = 28;

    public static final Pmcw ZERO = new Pmcw(0, 0, 0, 0, Octets.zeros(PathMask.PATHS), 0);

    static final int INTERRUPTION_PARAMETER_OFFSET = 0;
    static final int CONTROL_OFFSET = 4;
    static final int PATHS_OFFSET = 8;
    static final int MEASUREMENT_AND_PATHS_OFFSET = 12;
    static final int CHPIDS_OFFSET = 16;
    static final int CHARACTERISTICS_OFFSET = 24;

    private static final int INTERRUPTION_SUBCLASS_SHIFT = 27;
    private static final int INTERRUPTION_SUBCLASS_MAX = 0x7;
    private static final int DEVICE_NUMBER_MASK = 0xFFFF;
    private static final int CONNECT_TIME_MEASUREMENT = 0x0008_0000;
    private static final int LPM_SHIFT = 24;
    private static final int PNOM_SHIFT = 16;
    private static final int LPUM_SHIFT = 8;
    private static final int PIM_SHIFT = 0;
    private static final int MBI_SHIFT = 16;
    private static final int POM_SHIFT = 8;
    private static final int PAM_SHIFT = 0;
    private static final int BYTE_MASK = 0xFF;
    private static final int TYPE_SHIFT = 21;
    private static final int TYPE_MASK = 0x7;
    private static final int MEASUREMENT_BLOCK_FORMAT = 0x4;
    private static final int EXTENDED_MEASUREMENT_WORD = 0x2;
    private static final int CONCURRENT_SENSE = 0x1;

    /** The bits of word 1 that stand alone, from the leftmost on. */
    public enum Flag implements FieldBit {
        /** Q. */
        QDIO(0x8000_0000),
        /** W: what V is for an I/O subchannel, of a message subchannel. */
        W(0x4000_0000),
        /** E. */
        ENABLED(0x0080_0000),
        /** D. */
        MULTIPATH(0x0004_0000),
        /** T. */
        TIMING_FACILITY(0x0002_0000),
        /** V. */
        DEVICE_NUMBER_VALID(0x0001_0000);

        private final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    public Pmcw {
        if (chpids.length() != PathMask.PATHS) {
            throw new IllegalArgumentException(chpids.length() + " channel-path identifiers are not 8");
        }
    }

    /** Reads the PMCW that starts at {@code offset}. The buffer's own byte order is ignored. */
    public static Pmcw decode(ByteBuffer source, int offset) {
        ByteBuffer area = source.duplicate().order(ByteOrder.BIG_ENDIAN);
        return new Pmcw(
                area.getInt(offset + INTERRUPTION_PARAMETER_OFFSET),
                area.getInt(offset + CONTROL_OFFSET),
                area.getInt(offset + PATHS_OFFSET),
                area.getInt(offset + MEASUREMENT_AND_PATHS_OFFSET),
                Octets.of(source, offset + CHPIDS_OFFSET, PathMask.PATHS),
                area.getInt(offset + CHARACTERISTICS_OFFSET));
    }

    /** Writes the PMCW from {@code offset} on. The buffer's own byte order is ignored. */
    public void encode(ByteBuffer target, int offset) {
        ByteBuffer area = target.duplicate().order(ByteOrder.BIG_ENDIAN);
        area.putInt(offset + INTERRUPTION_PARAMETER_OFFSET, interruptionParameter);
        area.putInt(offset + CONTROL_OFFSET, control);
        area.putInt(offset + PATHS_OFFSET, paths);
        area.putInt(offset + MEASUREMENT_AND_PATHS_OFFSET, measurementAndPaths);
        chpids.copyTo(target, offset + CHPIDS_OFFSET);
        area.putInt(offset + CHARACTERISTICS_OFFSET, characteristics);
    }

    public boolean has(Flag flag) {
        return flag.isOneIn(control);
    }

    public Set<Flag> flags() {
        return FieldBit.onesOf(control, Flag.class);
    }

    /** ISC, 0 to 7. */
    public int interruptionSubclass() {
        return control >>> INTERRUPTION_SUBCLASS_SHIFT & INTERRUPTION_SUBCLASS_MAX;
    }

    /** Empty unless V is one. The block does not know its own subchannel set. */
    public Optional<DeviceNumber> deviceNumber(int subchannelSet) {
        return has(Flag.DEVICE_NUMBER_VALID)
                ? Optional.of(new DeviceNumber(subchannelSet, control & DEVICE_NUMBER_MASK))
                : Optional.empty();
    }

    /** LPM: the paths that a start may use. */
    public PathMask logicalPaths() {
        return mask(paths, LPM_SHIFT);
    }

    /** PNOM: the paths that the last start found not operational. */
    public PathMask pathsNotOperational() {
        return mask(paths, PNOM_SHIFT);
    }

    /** LPUM. */
    public PathMask lastPathUsed() {
        return mask(paths, LPUM_SHIFT);
    }

    /** PIM. */
    public PathMask installedPaths() {
        return mask(paths, PIM_SHIFT);
    }

    /** POM. */
    public PathMask operationalPaths() {
        return mask(measurementAndPaths, POM_SHIFT);
    }

    /** PAM. */
    public PathMask availablePaths() {
        return mask(measurementAndPaths, PAM_SHIFT);
    }

    /** The channel-path identifier of {@code path}, 0 to 7. Empty where no such path is installed. */
    public OptionalInt chpid(int path) {
        return installedPaths().has(path) ? OptionalInt.of(chpids.at(path)) : OptionalInt.empty();
    }

    public ChannelPaths channelPaths() {
        return new ChannelPaths(chpids, installedPaths(), availablePaths(), operationalPaths());
    }

    /** MBI. */
    public int measurementBlockIndex() {
        return measurementAndPaths >>> MBI_SHIFT;
    }

    /** ST. */
    public SubchannelType subchannelType() {
        return SubchannelType.of(characteristics >>> TYPE_SHIFT & TYPE_MASK);
    }

    /** F: each subchannel has a measurement block of its own. */
    public boolean measurementBlockFormat1() {
        return (characteristics & MEASUREMENT_BLOCK_FORMAT) != 0;
    }

    /** X. */
    public boolean extendedMeasurementWord() {
        return (characteristics & EXTENDED_MEASUREMENT_WORD) != 0;
    }

    /** S: sense data comes with a unit check, unasked. */
    public boolean concurrentSense() {
        return (characteristics & CONCURRENT_SENSE) != 0;
    }

    /** True where an ESW may tell the device-connect time. */
    boolean measuresConnectTime() {
        return has(Flag.TIMING_FACILITY) && (control & CONNECT_TIME_MEASUREMENT) != 0;
    }

    public Pmcw with(Flag flag) {
        return withControl(control | flag.mask());
    }

    public Pmcw without(Flag flag) {
        return withControl(control & ~flag.mask());
    }

    /** Sets V too. */
    public Pmcw withDeviceNumber(DeviceNumber device) {
        return withControl((control & ~DEVICE_NUMBER_MASK) | device.number()).with(Flag.DEVICE_NUMBER_VALID);
    }

    public Pmcw withInterruptionSubclass(int subclass) {
        int checked = FieldBit.checked("interruption subclass", subclass, INTERRUPTION_SUBCLASS_MAX);
        int mask = INTERRUPTION_SUBCLASS_MAX << INTERRUPTION_SUBCLASS_SHIFT;
        return withControl((control & ~mask) | checked << INTERRUPTION_SUBCLASS_SHIFT);
    }

    public Pmcw withLogicalPaths(PathMask mask) {
        return withPaths(replaced(paths, LPM_SHIFT, mask));
    }

    public Pmcw withPathsNotOperational(PathMask mask) {
        return withPaths(replaced(paths, PNOM_SHIFT, mask));
    }

    public Pmcw withLastPathUsed(PathMask mask) {
        return withPaths(replaced(paths, LPUM_SHIFT, mask));
    }

    public Pmcw withInstalledPaths(PathMask mask) {
        return withPaths(replaced(paths, PIM_SHIFT, mask));
    }

    public Pmcw withOperationalPaths(PathMask mask) {
        return withMeasurementAndPaths(replaced(measurementAndPaths, POM_SHIFT, mask));
    }

    public Pmcw withAvailablePaths(PathMask mask) {
        return withMeasurementAndPaths(replaced(measurementAndPaths, PAM_SHIFT, mask));
    }

    public Pmcw withChpids(Octets identifiers) {
        return new Pmcw(interruptionParameter, control, paths, measurementAndPaths, identifiers, characteristics);
    }

    public Pmcw withConcurrentSense() {
        return new Pmcw(
                interruptionParameter, control, paths, measurementAndPaths, chpids, characteristics | CONCURRENT_SENSE);
    }

    private Pmcw withControl(int word) {
        return new Pmcw(interruptionParameter, word, paths, measurementAndPaths, chpids, characteristics);
    }

    private Pmcw withPaths(int word) {
        return new Pmcw(interruptionParameter, control, word, measurementAndPaths, chpids, characteristics);
    }

    private Pmcw withMeasurementAndPaths(int word) {
        return new Pmcw(interruptionParameter, control, paths, word, chpids, characteristics);
    }

    private static PathMask mask(int word, int shift) {
        return new PathMask(word >>> shift & BYTE_MASK);
    }

    private static int replaced(int word, int shift, PathMask mask) {
        return (word & ~(BYTE_MASK << shift)) | mask.bits() << shift;
    }
}
