package io.chanio.css;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Command-mode subchannel-status word: the first twelve bytes of an {@link Irb}, and part of a {@link Schib}.
 *
 * <pre>
 *        0    4 5 6  8 9           16 17  20       27     31
 *       +----+-+-+--+-+-+-+-+-+-+-+-+-+---+---------+------+
 *  +0   |key |S|L|CC|F|P|I|A|U|Z|E|N|0|FC |   AC    |  SC  |
 *       +----+-+-+--+-+-+-+-+-+-+-+-+-+---+---------+------+
 *  +4   |            channel-program address               |
 *       +-------------+-------------+----------------------+
 *  +8   |device status|subch. status|    residual count    |
 *       +-------------+-------------+----------------------+
 * </pre>
 *
 * <p>A field of an SCSW means something only in some states. Fields that may be meaningless are {@link Optional};
 * callers cannot read one by accident. The components are the raw words.
 *
 * @param control key, flags, function control, activity control and status control
 * @param programAddress where it means something, the address of the last CCW plus 8; see {@link #stoppedAt()}
 * @param statusAndCount device status, subchannel status, residual count
 * @see "SA22-7832 Principles of Operation, ch. 16, Subchannel-Status Word"
 * @see "linux arch/s390/include/asm/scsw.h, struct cmd_scsw and scsw_cmd_is_valid_*"
 */
public record Scsw(int control, int programAddress, int statusAndCount) {

    public static final int LENGTH = 12;

    /** What a subchannel with nothing to report stores. */
    public static final Scsw IDLE = new Scsw(0, 0, 0);

    static final int CONTROL_OFFSET = 0;
    static final int PROGRAM_ADDRESS_OFFSET = 4;
    static final int STATUS_AND_COUNT_OFFSET = 8;

    private static final int KEY_SHIFT = 28;
    private static final int CONDITION_CODE_SHIFT = 24;
    private static final int CONDITION_CODE_MAX = 0x3;
    private static final int FUNCTION_SHIFT = 12;
    private static final int FUNCTION_MAX = 0x7;
    private static final int ACTIVITY_SHIFT = 5;
    private static final int ACTIVITY_MAX = 0x7F;
    private static final int STATUS_MAX = 0x1F;
    private static final int DEVICE_STATUS_SHIFT = 24;
    private static final int SUBCHANNEL_STATUS_SHIFT = 16;
    private static final int BYTE_MAX = 0xFF;
    private static final int COUNT_MAX = 0xFFFF;

    /** Key, S, F, P, I, A and U stand in the same bits of an ORB's word 1. */
    private static final int COPIED_FROM_ORB = 0xF8F8_0000;

    private static final SubchannelStatus COUNT_UNPREDICTABLE = SubchannelStatus.of(
            SubchannelStatus.Bit.PROGRAM_CHECK,
            SubchannelStatus.Bit.PROTECTION_CHECK,
            SubchannelStatus.Bit.CHANNEL_CONTROL_CHECK,
            SubchannelStatus.Bit.CHAINING_CHECK);

    /** The bits of word 0 that stand alone, from the leftmost on. */
    public enum Flag implements FieldBit {
        /** S. */
        SUSPEND_CONTROL(0x0800_0000),
        /** L: the ESW is of format 0, with a subchannel logout. */
        ESW_FORMAT(0x0400_0000),
        /** F: the program is of format-1 CCWs. */
        CCW_FORMAT(0x0080_0000),
        /** P. */
        PREFETCH(0x0040_0000),
        /** I. */
        INITIAL_STATUS_INTERRUPTION(0x0020_0000),
        /** A. */
        ADDRESS_LIMIT_CHECKING(0x0010_0000),
        /** U. */
        SUPPRESS_SUSPENDED_INTERRUPTION(0x0008_0000),
        /** Z: the device answered the first command with condition code zero. */
        ZERO_CONDITION_CODE(0x0004_0000),
        /** E: the ERW and the ECW hold more. */
        EXTENDED_CONTROL(0x0002_0000),
        /** N: a path was found not operational. */
        PATH_NOT_OPERATIONAL(0x0001_0000);

        private final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    /** Reads the SCSW that starts at {@code offset}. The buffer's own byte order is ignored. */
    public static Scsw decode(ByteBuffer source, int offset) {
        ByteBuffer area = source.duplicate().order(ByteOrder.BIG_ENDIAN);
        return new Scsw(
                area.getInt(offset + CONTROL_OFFSET),
                area.getInt(offset + PROGRAM_ADDRESS_OFFSET),
                area.getInt(offset + STATUS_AND_COUNT_OFFSET));
    }

    /** The start function as {@code orb} asks for it, nothing active yet, no status. */
    public static Scsw startedBy(Orb orb) {
        return new Scsw(orb.control() & COPIED_FROM_ORB, 0, 0)
                .withFunctionControl(FunctionControl.of(FunctionControl.Bit.START));
    }

    /** Writes the SCSW from {@code offset} on. The buffer's own byte order is ignored. */
    public void encode(ByteBuffer target, int offset) {
        ByteBuffer area = target.duplicate().order(ByteOrder.BIG_ENDIAN);
        area.putInt(offset + CONTROL_OFFSET, control);
        area.putInt(offset + PROGRAM_ADDRESS_OFFSET, programAddress);
        area.putInt(offset + STATUS_AND_COUNT_OFFSET, statusAndCount);
    }

    public FunctionControl functionControl() {
        return new FunctionControl(control >>> FUNCTION_SHIFT & FUNCTION_MAX);
    }

    public ActivityControl activityControl() {
        return new ActivityControl(control >>> ACTIVITY_SHIFT & ACTIVITY_MAX);
    }

    public StatusControl statusControl() {
        return new StatusControl(control & STATUS_MAX);
    }

    public boolean statusPending() {
        return statusControl().pending();
    }

    /** The storage key. Empty without the start function. */
    public OptionalInt key() {
        return started() ? OptionalInt.of(control >>> KEY_SHIFT) : OptionalInt.empty();
    }

    /** The layout of the program's CCWs. Empty without the start function. */
    public Optional<CcwFormat> ccwFormat() {
        return flag(Flag.CCW_FORMAT).map(one -> one ? CcwFormat.FORMAT_1 : CcwFormat.FORMAT_0);
    }

    /** What became of the start after it was accepted. Empty unless the start function has status pending. */
    public Optional<ConditionCode> deferredConditionCode() {
        return started() && statusPending() ? Optional.of(ConditionCode.of(conditionCodeBits())) : Optional.empty();
    }

    /** The flag's value; empty in the states in which the bit means nothing. */
    public Optional<Boolean> flag(Flag flag) {
        return isMeaningful(flag) ? Optional.of(flag.isOneIn(control)) : Optional.empty();
    }

    /** True where L is one and means something: the ESW begins with a subchannel logout. */
    public boolean hasSubchannelLogout() {
        return flag(Flag.ESW_FORMAT).orElse(false);
    }

    /** True where E is one and means something. */
    public boolean extendedControl() {
        return flag(Flag.EXTENDED_CONTROL).orElse(false);
    }

    /** True where N is one and means something. */
    public boolean pathNotOperational() {
        return flag(Flag.PATH_NOT_OPERATIONAL).orElse(false);
    }

    /** Empty unless status is pending and the deferred condition code is not 3. */
    public Optional<DeviceStatus> deviceStatus() {
        return unitStatusIsMeaningful()
                ? Optional.of(new DeviceStatus(statusAndCount >>> DEVICE_STATUS_SHIFT))
                : Optional.empty();
    }

    /** Empty unless status is pending and the deferred condition code is not 3. */
    public Optional<SubchannelStatus> subchannelStatus() {
        return unitStatusIsMeaningful()
                ? Optional.of(new SubchannelStatus(statusAndCount >>> SUBCHANNEL_STATUS_SHIFT & BYTE_MAX))
                : Optional.empty();
    }

    /**
     * Bytes the last CCW did not transfer. Empty where {@link #stoppedAt()} is, and after a program, protection,
     * channel-control or chaining check: there we do not rely on the count, a caution of ours.
     */
    public OptionalInt residualCount() {
        boolean predictable = subchannelStatus()
                .map(found -> (found.bits() & COUNT_UNPREDICTABLE.bits()) == 0)
                .orElse(false);
        return programEnded() && predictable ? OptionalInt.of(statusAndCount & COUNT_MAX) : OptionalInt.empty();
    }

    /**
     * The address of the CCW at which the program stopped. Empty unless primary status of a start is pending with
     * deferred condition code 0 and neither halt nor clear was asked for.
     */
    public OptionalInt stoppedAt() {
        return programEnded() ? OptionalInt.of(programAddress - Ccw.LENGTH) : OptionalInt.empty();
    }

    public Scsw with(Flag flag) {
        return withControl(control | flag.mask());
    }

    public Scsw without(Flag flag) {
        return withControl(control & ~flag.mask());
    }

    public Scsw withFunctionControl(FunctionControl functions) {
        return withField(FUNCTION_MAX, FUNCTION_SHIFT, functions.bits());
    }

    public Scsw withActivityControl(ActivityControl activity) {
        return withField(ACTIVITY_MAX, ACTIVITY_SHIFT, activity.bits());
    }

    public Scsw withStatusControl(StatusControl status) {
        return withField(STATUS_MAX, 0, status.bits());
    }

    public Scsw withDeferredConditionCode(ConditionCode conditionCode) {
        return withField(CONDITION_CODE_MAX, CONDITION_CODE_SHIFT, conditionCode.code());
    }

    public Scsw withProgramAddress(int address) {
        return new Scsw(control, address, statusAndCount);
    }

    /** @param residualCount 0 to 65,535 */
    public Scsw withUnitStatus(DeviceStatus device, SubchannelStatus subchannel, int residualCount) {
        int count = FieldBit.checked("residual count", residualCount, COUNT_MAX);
        return new Scsw(
                control,
                programAddress,
                device.bits() << DEVICE_STATUS_SHIFT | subchannel.bits() << SUBCHANNEL_STATUS_SHIFT | count);
    }

    private Scsw withField(int max, int shift, int bits) {
        return withControl((control & ~(max << shift)) | bits << shift);
    }

    private Scsw withControl(int word) {
        return new Scsw(word, programAddress, statusAndCount);
    }

    private boolean isMeaningful(Flag flag) {
        StatusControl status = statusControl();
        return switch (flag) {
            case SUSPEND_CONTROL,
                    CCW_FORMAT,
                    PREFETCH,
                    INITIAL_STATUS_INTERRUPTION,
                    ADDRESS_LIMIT_CHECKING,
                    SUPPRESS_SUSPENDED_INTERRUPTION -> started();
            case ESW_FORMAT -> status.pending();
            case ZERO_CONDITION_CODE -> started() && status.intermediate();
            case EXTENDED_CONTROL -> status.pending() && status.alert() && !status.intermediate();
            case PATH_NOT_OPERATIONAL ->
                !functionControl().isZero()
                        && status.pending()
                        && (!status.intermediate() || activityControl().suspended());
        };
    }

    private boolean started() {
        return functionControl().start();
    }

    private boolean unitStatusIsMeaningful() {
        return statusPending() && conditionCodeBits() != ConditionCode.NOT_OPERATIONAL.code();
    }

    private boolean programEnded() {
        return functionControl().equals(FunctionControl.of(FunctionControl.Bit.START))
                && statusPending()
                && statusControl().primary()
                && conditionCodeBits() == ConditionCode.ACCEPTED.code();
    }

    private int conditionCodeBits() {
        return control >>> CONDITION_CODE_SHIFT & CONDITION_CODE_MAX;
    }
}
