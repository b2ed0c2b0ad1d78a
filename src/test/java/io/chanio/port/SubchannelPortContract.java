package io.chanio.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chanio.css.FunctionControl;
import io.chanio.css.Pmcw;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.os.Native;
import io.chanio.os.OpenDescriptors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every implementation of {@link SubchannelPort} does, byte by byte. The device behind it knows NOP and SENSE ID and
 * has nothing else to say.
 *
 * @see "linux drivers/s390/cio/vfio_ccw_fsm.c, vfio_ccw_ops.c, vfio_ccw_cp.c"
 */
public abstract class SubchannelPortContract implements StartedProgramContract, RefusedStartContract {

    /** Programs that do not end by themselves. */
    public enum Endless {
        /** Of a NOP and the way back to it. */
        TIC_LOOP,
        /** That waits to be resumed; for a channel that tells nobody of it, and that a loop would hang. */
        SUSPENDED,
        /** That waits to be resumed, and asked that nobody be told. */
        SUSPENDED_SILENTLY
    }

    private static final int PAGE = 4096;
    private static final String EVENTFD = "eventfd";

    private SubchannelPort port;
    private PortProbe probe;

    /** A subchannel that was opened just now and that nobody else has open. The contract closes it. */
    protected abstract SubchannelPort open();

    /**
     * Lets a port that is stepped by hand work until it interrupts; nothing for one that works by itself, because the
     * contract then waits for the I/O descriptor. The counter is the contract's.
     */
    protected abstract void untilInterruption(SubchannelPort port);

    /** Returns when all that would happen by itself has happened: what has not interrupted now will not. */
    protected abstract void untilQuiet(SubchannelPort port);

    /** Which program never ends on the channel behind the port. */
    protected Endless endless() {
        return Endless.TIC_LOOP;
    }

    @BeforeEach
    void openPort() {
        port = open();
        probe = new PortProbe(
                port, endless(), EventPoll.open(Native.load()), () -> untilInterruption(port), () -> untilQuiet(port));
    }

    @AfterEach
    void closePort() {
        probe.close();
        port.close();
    }

    @Override
    public SubchannelPort port() {
        return port;
    }

    @Override
    public PortProbe probe() {
        return probe;
    }

    // What an opened subchannel is.

    @Test
    void isTheSameSubchannelWithTheSameFeaturesAllTheTime() {
        SubchannelId subchannel = port.subchannel();
        Set<Feature> features = Set.copyOf(port.features());
        probe.assertTakesAProgram();
        assertThat(port.subchannel()).isEqualTo(subchannel);
        assertThat(port.features()).isEqualTo(features);
    }

    @Test
    void hasADescriptorForEachInterruptionThatItKnows() {
        assertThat(port.descriptor(Irq.IO)).isNotNegative();
        assertThat(port.descriptor(Irq.CRW) >= 0).isEqualTo(port.features().contains(Feature.CRW));
        assertThat(port.descriptor(Irq.REQ) >= 0).isEqualTo(port.features().contains(Feature.REQ));
        List<Integer> known = knownDescriptors();
        assertThat(known).doesNotHaveDuplicates();
        probe.assertTakesAProgram();
        assertThat(knownDescriptors()).isEqualTo(known);
    }

    @Test
    void hasAnArenaOfWholePagesBelowTwoGibibytes() {
        Arena arena = port.arena();
        assertThat(arena.address()).isNotNegative();
        assertThat((long) arena.address() + arena.memory().capacity()).isLessThanOrEqualTo(1L << 31);
        assertThat(arena.memory().capacity()).isGreaterThanOrEqualTo(PortProbe.ARENA_MIN);
        assertThat(arena.address() % PAGE).isZero();
        assertThat(arena.memory().capacity() % PAGE).isZero();
        assertThat(arena.memory().order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(port.arena().memory()).isSameAs(arena.memory());
    }

    @Test
    void closesItsInterruptionDescriptorsHoweverOftenItIsClosed() {
        int known = knownDescriptors().size();
        probe.close();
        long before = OpenDescriptors.count(EVENTFD);
        port.close();
        port.close();
        assertThat(before - OpenDescriptors.count(EVENTFD)).isEqualTo(known);
    }

    // Halt and clear of a subchannel that does nothing, and what may be asked besides.

    @Test
    void answersAHaltOfAnIdleSubchannelByAnInterruption() {
        probe.assumeHaltAndClear();
        assertThat(probe.halt()).isEqualTo(AsyncRegion.LENGTH);
        Scsw scsw = probe.interruption();
        assertThat(scsw.functionControl()).isEqualTo(FunctionControl.of(FunctionControl.Bit.HALT));
        assertThat(scsw.statusPending()).isTrue();
        probe.assertTakesAProgram();
    }

    @Test
    void answersAClearOfAnIdleSubchannelByAnInterruption() {
        probe.assumeHaltAndClear();
        assertThat(probe.clear()).isEqualTo(AsyncRegion.LENGTH);
        Scsw scsw = probe.interruption();
        assertThat(scsw.functionControl()).isEqualTo(FunctionControl.of(FunctionControl.Bit.CLEAR));
        assertThat(scsw.statusPending()).isTrue();
        probe.assertTakesAProgram();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1})
    void refusesAnAsyncCommandThatIsNone(int command) {
        probe.assumeHaltAndClear();
        assertThat(probe.async(command)).isEqualTo(Errno.EINVAL.asAnswer());
        probe.untilQuiet();
        assertThat(probe.signals()).isZero();
    }

    @Test
    void storesASchibWithAValidDeviceNumberAndAnOperationalPath() {
        assumeTrue(port.features().contains(Feature.SCHIB), "no SCHIB region");
        Schib schib = probe.schib();
        assertThat(schib.pmcw().has(Pmcw.Flag.DEVICE_NUMBER_VALID)).isTrue();
        assertThat(schib.pmcw().has(Pmcw.Flag.QDIO)).isFalse();
        Pmcw pmcw = schib.pmcw();
        int usable = pmcw.installedPaths().bits()
                & pmcw.availablePaths().bits()
                & pmcw.operationalPaths().bits();
        assertThat(usable).isNotZero();
        assertThat(schib.scsw().functionControl()).isEqualTo(FunctionControl.NONE);
    }

    @Test
    void answersZeroWhenNoChannelReportIsPending() {
        assumeTrue(port.features().contains(Feature.CRW), "no channel-report region");
        ByteBuffer region = ByteBuffer.allocateDirect(CrwRegion.LENGTH).putLong(0, -1L);
        assertThat(port.readCrw(region)).isEqualTo(CrwRegion.LENGTH);
        assertThat(region.getInt(CrwRegion.CRW_OFFSET)).isZero();
    }

    @Test
    void resetsAnIdleSubchannel() {
        assertThat(port.reset()).isZero();
        probe.signals();
        probe.assertTakesAProgram();
    }

    private List<Integer> knownDescriptors() {
        return Stream.of(Irq.values())
                .map(port::descriptor)
                .filter(number -> number >= 0)
                .toList();
    }
}
