package io.chanio.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.FunctionControl;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelStatus;
import io.chanio.os.EventPoll;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Drives one opened port as its owner would: regions and CCWs out, bytes and counters in; with the assertions that the
 * parts of the contract share. The arena must hold {@link #ARENA_MIN} bytes.
 */
final class PortProbe implements AutoCloseable {

    static final int NO_OPERATION = 0x03;
    static final int SENSE_ID = 0xE4;

    static final int ARENA_MIN = 0x1_0000;
    static final int CHAIN_BYTES = 2048;
    static final int CHAIN_CCWS_MAX = 256;
    static final int CHAINS_MAX = 16;
    static final int SENSE_ID_LENGTH = 7;

    // Where things lie in the arena.
    static final int PROGRAM = 0;
    static final int SECOND_CHAIN = 0x1000;
    static final int DATA = 0xF000;

    /** What a START does not fill: a pattern that no code would store by chance. */
    static final byte UNTOUCHED = (byte) 0xA5;

    /** Channel end and device end may come apart, each with an interruption. */
    private static final int INTERRUPTIONS_OF_A_START_MAX = 4;

    /** For ports that work by themselves; one that is stepped has interrupted before anybody waits. */
    private static final int INTERRUPTION_TIMEOUT_MILLIS = 10_000;

    private static final int IO_TOKEN = 1;

    private final SubchannelPort port;
    private final SubchannelPortContract.Endless endless;
    private final EventPoll interruptions;
    private final Runnable untilInterruption;
    private final Runnable untilQuiet;

    PortProbe(
            SubchannelPort port,
            SubchannelPortContract.Endless endless,
            EventPoll interruptions,
            Runnable untilInterruption,
            Runnable untilQuiet) {
        this.port = port;
        this.endless = endless;
        this.interruptions = interruptions;
        this.untilInterruption = untilInterruption;
        this.untilQuiet = untilQuiet;
        interruptions.watch(port.descriptor(Irq.IO), IO_TOKEN);
    }

    ByteBuffer memory() {
        return port.arena().memory();
    }

    /** The channel's address of the arena's byte at {@code offset}. */
    int at(int offset) {
        return port.arena().address() + offset;
    }

    /** An address that no byte of the arena has. */
    int outside() {
        Arena arena = port.arena();
        long behind = (long) arena.address() + arena.memory().capacity();
        return behind <= Integer.MAX_VALUE - Ccw.COUNT_MAX ? (int) behind : 0;
    }

    void put(int offset, int command, int flags, int count, int dataAddress) {
        new Ccw(command, flags, count, dataAddress).encode(CcwFormat.FORMAT_1, memory(), offset);
    }

    /** A NOP at {@code offset}, with further {@code flags}. */
    void putNop(int offset, int flags) {
        put(offset, NO_OPERATION, Ccw.SUPPRESS_LENGTH_INDICATION | flags, 1, at(0));
    }

    void putTic(int offset, int target) {
        put(offset, Ccw.TIC, 0, 0, target);
    }

    /** {@code length} NOPs in one chain. */
    void putChain(int length) {
        for (int i = 0; i < length; i++) {
            putNop(PROGRAM + i * Ccw.LENGTH, i == length - 1 ? 0 : Ccw.CHAIN_COMMAND);
        }
    }

    /** {@code count} chains of one NOP each, linked by TICs; the last one's offset. */
    int putLinkedChains(int count) {
        int offset = PROGRAM;
        for (int i = 1; i < count; i++) {
            putNop(offset, Ccw.CHAIN_COMMAND);
            putTic(offset + Ccw.LENGTH, at(offset + CHAIN_BYTES));
            offset += CHAIN_BYTES;
        }
        putNop(offset, 0);
        return offset;
    }

    /** Fills the first bytes of the data with {@link #UNTOUCHED}. */
    void fillData() {
        for (int i = DATA; i < DATA + 2 * SENSE_ID_LENGTH; i++) {
            memory().put(i, UNTOUCHED);
        }
    }

    /** The ORB of the format-1 program at {@link #PROGRAM}. */
    Orb nop() {
        putNop(PROGRAM, 0);
        return Orb.ofFormat1(at(PROGRAM));
    }

    int start(Orb orb) {
        return port.writeIo(region(orb, Scsw.startedBy(orb)));
    }

    /** The start of the format-1 program at {@code offset} of the arena. */
    int startAt(int offset) {
        return start(Orb.ofFormat1(at(offset)));
    }

    int write(ByteBuffer region) {
        return port.writeIo(region);
    }

    /** An I/O region with these two, a pattern where the IRB comes, and ret_code 0. */
    static ByteBuffer region(Orb orb, Scsw scsw) {
        ByteBuffer region = ByteBuffer.allocateDirect(IoRegion.LENGTH);
        for (int i = IoRegion.IRB_OFFSET; i < IoRegion.RETURN_CODE_OFFSET; i++) {
            region.put(i, UNTOUCHED);
        }
        orb.encode(region, IoRegion.ORB_OFFSET);
        scsw.encode(region, IoRegion.SCSW_OFFSET);
        return region;
    }

    ByteBuffer read() {
        ByteBuffer region = ByteBuffer.allocateDirect(IoRegion.LENGTH);
        assertThat(port.readIo(region)).isEqualTo(IoRegion.LENGTH);
        return region;
    }

    /** The SCSW of the newest IRB. */
    Scsw newest() {
        return Scsw.decode(read(), IoRegion.IRB_OFFSET);
    }

    static int returnCode(ByteBuffer region) {
        return region.duplicate().order(ByteOrder.nativeOrder()).getInt(IoRegion.RETURN_CODE_OFFSET);
    }

    int halt() {
        return async(AsyncRegion.HALT_SUBCHANNEL);
    }

    int clear() {
        return async(AsyncRegion.CLEAR_SUBCHANNEL);
    }

    int async(int command) {
        ByteBuffer region = ByteBuffer.allocateDirect(AsyncRegion.LENGTH).order(ByteOrder.nativeOrder());
        region.putInt(AsyncRegion.COMMAND_OFFSET, command);
        return port.writeAsync(region);
    }

    Schib schib() {
        ByteBuffer area = ByteBuffer.allocateDirect(Schib.LENGTH);
        assertThat(port.readSchib(area)).isEqualTo(Schib.LENGTH);
        return Schib.decode(area, 0);
    }

    /** Waits for the next interruption, takes its counter and reads the IRB. */
    Scsw interruption() {
        untilInterruption.run();
        assertThat(signals(INTERRUPTION_TIMEOUT_MILLIS))
                .as("signals of the I/O descriptor")
                .isPositive();
        return newest();
    }

    /** The status that ends a start, after whatever interruptions come before it. */
    Scsw ending() {
        Scsw scsw = interruption();
        for (int i = 1;
                i < INTERRUPTIONS_OF_A_START_MAX && !scsw.statusControl().secondary();
                i++) {
            scsw = interruption();
        }
        assertThat(scsw.statusControl().secondary()).as("%s is final", scsw).isTrue();
        return scsw;
    }

    /** The counter of the I/O descriptor, which then is zero. */
    long signals() {
        return signals(0);
    }

    private long signals(int timeoutMillis) {
        return interruptions.await(timeoutMillis) == 0 ? 0 : interruptions.count(0);
    }

    void untilQuiet() {
        untilQuiet.run();
    }

    Octets bytes(int offset, int length) {
        return Octets.of(memory(), offset, length);
    }

    /** Starts a program that only a halt or a clear ends, and that does not interrupt before. */
    void startEndless() {
        assumeHaltAndClear();
        putNop(PROGRAM, Ccw.CHAIN_COMMAND);
        putNop(SECOND_CHAIN, 0);
        Orb orb = Orb.ofFormat1(at(PROGRAM));
        int answer =
                switch (endless) {
                    case TIC_LOOP -> {
                        putTic(PROGRAM + Ccw.LENGTH, at(PROGRAM));
                        yield start(orb);
                    }
                    case SUSPENDED -> {
                        putNop(PROGRAM + Ccw.LENGTH, Ccw.SUSPEND);
                        yield start(orb.with(Orb.Flag.SUSPEND_CONTROL));
                    }
                    case SUSPENDED_SILENTLY -> {
                        putNop(PROGRAM + Ccw.LENGTH, Ccw.SUSPEND);
                        int started = start(
                                orb.with(Orb.Flag.SUSPEND_CONTROL).with(Orb.Flag.SUPPRESS_SUSPENDED_INTERRUPTION));
                        untilQuiet.run();
                        yield started;
                    }
                };
        assertThat(answer).isEqualTo(IoRegion.LENGTH);
    }

    void assumeHaltAndClear() {
        assumeTrue(port.features().contains(Feature.HALT_CLEAR), "this port has no async command region");
    }

    /** Channel end and device end, nothing else, at the CCW at {@code offset} of the arena. */
    void assertEndedWell(Scsw scsw, int offset) {
        assertThat(scsw.functionControl()).isEqualTo(FunctionControl.of(FunctionControl.Bit.START));
        assertThat(scsw.statusControl().alert()).isFalse();
        assertThat(scsw.deferredConditionCode()).contains(ConditionCode.ACCEPTED);
        assertThat(scsw.deviceStatus())
                .contains(DeviceStatus.of(DeviceStatus.Bit.CHANNEL_END, DeviceStatus.Bit.DEVICE_END));
        assertThat(scsw.subchannelStatus()).contains(SubchannelStatus.NONE);
        assertThat(scsw.stoppedAt()).hasValue(at(offset));
    }

    /** The subchannel is idle: it starts and ends a program at once. */
    void assertTakesAProgram() {
        putNop(SECOND_CHAIN, 0);
        assertThat(startAt(SECOND_CHAIN)).isEqualTo(IoRegion.LENGTH);
        assertEndedWell(ending(), SECOND_CHAIN);
    }

    void assertRefusedAs(int answer, Errno... possible) {
        assertThat(Errno.ofAnswer(answer))
                .as("answer %d", answer)
                .isPresent()
                .get()
                .isIn((Object[]) possible);
        untilQuiet();
        assertThat(signals()).isZero();
        assertTakesAProgram();
    }

    /** EINVAL over group and container, ENOENT over iommufd. */
    void assertRefusedAsUnmapped(int answer) {
        assertRefusedAs(answer, Errno.EINVAL, Errno.ENOENT);
    }

    @Override
    public void close() {
        interruptions.close();
    }
}
