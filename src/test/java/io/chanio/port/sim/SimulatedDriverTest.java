package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static io.chanio.port.sim.Bench.tic;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.Schib;
import io.chanio.port.AsyncRegion;
import io.chanio.port.Errno;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real driver was seen to do besides what the contract of every port says, line for line. */
class SimulatedDriverTest {

    private static final int NOP = 0x03;
    private static final int READ = 0x02;
    private static final int REWIND = 0x07;
    private static final int CHANNEL_END = 0x08;
    private static final int UNIT_CHECK = 0x02;
    private static final int SLI = Ccw.SUPPRESS_LENGTH_INDICATION;
    private static final int CC = Ccw.CHAIN_COMMAND;
    private static final int HALT = AsyncRegion.HALT_SUBCHANNEL;
    private static final int CLEAR = AsyncRegion.CLEAR_SUBCHANNEL;
    private static final String NOP_ENDED = "00c04007 0c 00 1 1";
    private static final Ccw[] ENDLESS = {ccw(0, READ, CC | SLI, 4), tic(0)};
    private static final Ccw[] JUST_A_NOP = {ccw(0, NOP, SLI, 1)};

    private final ScriptedDevice device = new ScriptedDevice().sends(READ, Octets.of(1, 2, 3, 4));
    private final Bench bench = Bench.of(device);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void haltsAProgramThatNeverEnds() {
        bench.start(orb(), ENDLESS);
        bench.subsystem.step();
        assertThat(bench.start(orb())).isEqualTo(Errno.EBUSY.asAnswer());

        assertThat(bench.async(HALT)).isEqualTo(AsyncRegion.LENGTH);
        bench.subsystem.runReady();

        assertThat(bench.signals(Irq.IO)).isOne();
        assertThat(line(bench.irb())).isEqualTo("00c02001 00 00 0 1");
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void clearsAProgramThatNeverEnds() {
        bench.start(orb(), ENDLESS);
        bench.subsystem.step();

        assertThat(bench.async(CLEAR)).isEqualTo(AsyncRegion.LENGTH);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x0000_1001);
        assertThat(bench.irb().scsw().programAddress()).isZero();
        assertThat(bench.irb().esw().logout()).isEqualTo(0x0080_0000);
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void saysByTheDeferredConditionThatAHaltedStartHadNotBegun() {
        bench.start(orb(), ENDLESS);

        bench.async(HALT);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x01C0_6001);
        assertThat(device.commands()).isEmpty();
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void answersTheHaltOfAnIdleSubchannelWithStaleStatusAndAHostAddress() {
        bench.run(JUST_A_NOP);

        bench.async(HALT);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_2001);
        assertThat(bench.irb().scsw().statusAndCount()).isEqualTo(0x0C00_0001);
        assertThat(bench.irb().scsw().programAddress()).isEqualTo(Scsws.HOST_ADDRESS);
    }

    @Test
    void refusesAHaltOrStartWhileAHaltIsPending() {
        bench.start(orb(), ENDLESS);
        bench.subsystem.step();
        bench.async(HALT);

        assertThat(bench.async(HALT)).isEqualTo(Errno.EBUSY.asAnswer());
        assertThat(bench.start(orb())).isEqualTo(Errno.EBUSY.asAnswer());
        assertThat(bench.async(CLEAR)).isEqualTo(AsyncRegion.LENGTH);
        bench.subsystem.runReady();

        assertThat(bench.signals(Irq.IO)).isOne();
        assertThat(bench.irb().scsw().control()).isEqualTo(0x0000_1001);
    }

    @Test
    void clearsASuspendedProgramThatKeepsTheSubchannelBusy() {
        Orb suspending = orb().with(Orb.Flag.SUSPEND_CONTROL);
        Irb suspended = bench.run(suspending, ccw(0, NOP, CC | SLI | Ccw.SUSPEND, 1), ccw(1, NOP, SLI, 1));
        assertThat(line(suspended)).isEqualTo("08c04029 00 00 1 1");
        assertThat(bench.start(orb())).isEqualTo(Errno.EBUSY.asAnswer());

        bench.async(CLEAR);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x0000_1001);
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void haltsASuspendedProgram() {
        Orb suspending = orb().with(Orb.Flag.SUSPEND_CONTROL);
        bench.run(suspending, ccw(0, NOP, CC | SLI, 1), ccw(1, NOP, CC | SLI | Ccw.SUSPEND, 1), ccw(2, NOP, SLI, 1));
        assertThat(device.commands()).hasSize(1);

        bench.async(HALT);
        bench.subsystem.runReady();

        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
        assertThat(bench.irb().scsw().control()).isEqualTo(0x08C0_2001);
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
    }

    @ParameterizedTest
    @CsvSource({HALT + ", 08c82001", CLEAR + ", 00001001"})
    void suspendsInSilenceWhereTheOrbAsksForIt(int command, String control) {
        Orb silent = orb().with(Orb.Flag.SUSPEND_CONTROL).with(Orb.Flag.SUPPRESS_SUSPENDED_INTERRUPTION);
        bench.start(silent, ccw(0, NOP, CC | SLI | Ccw.SUSPEND, 1), ccw(1, NOP, SLI, 1));
        bench.subsystem.runReady();
        assertThat(bench.signals(Irq.IO)).isZero();
        assertThat(bench.schib().scsw().control()).isEqualTo(0x08C8_4020);
        assertThat(bench.start(orb())).isEqualTo(Errno.EBUSY.asAnswer());

        bench.async(command);
        bench.subsystem.runReady();

        assertThat(bench.signals(Irq.IO)).isOne();
        assertThat(bench.irb().scsw().control()).isEqualTo(Integer.parseUnsignedInt(control, 16));
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void endsTwiceWhenTheDeviceWorksOnAfterTheChannel() {
        device.answer(REWIND, CHANNEL_END, Octets.EMPTY, 0);
        bench.start(orb(), ccw(0, REWIND, SLI, 1));

        bench.subsystem.step();
        assertThat(line(bench.irb())).isEqualTo("00c04045 08 00 1 1");
        assertThat(bench.start(orb())).isEqualTo(Errno.EBUSY.asAnswer());

        bench.subsystem.step();
        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_4003);
        assertThat(bench.irb().scsw().statusAndCount()).isEqualTo(0x0400_0000);
        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void alertsWithTheFirstEndingWhenTheDeviceWorksOnAfterAUnitCheck() {
        device.answer(REWIND, CHANNEL_END | UNIT_CHECK, Octets.EMPTY, 1).owes(Octets.of(0x08, 0x00));
        bench.start(orb(), ccw(0, REWIND, SLI, 1));

        bench.subsystem.step();
        assertThat(line(bench.irb())).isEqualTo("00c24055 0a 00 0 1");
        assertThat(bench.irb().concurrentSense()).contains(Octets.of(0x08, 0x00));

        bench.subsystem.step();
        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_4003);
    }

    @Test
    void goesOnInAChainOnceTheDeviceEnded() {
        device.answer(REWIND, CHANNEL_END, Octets.EMPTY, 0);

        Irb irb = bench.run(ccw(0, REWIND, CC | SLI, 1), ccw(1, READ, SLI, 4));

        assertThat(line(irb)).isEqualTo("00c04007 0c 00 0 2");
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"READ, 50000000", "READ, 0", "READ, 4fffe0", "READ, 80000000", "READ, 80100000", "TIC, 50000000"})
    void refusesAddressesThatAreNotMapped(String command, String address) {
        int word = Integer.parseUnsignedInt(address, 16);
        bench.place(Bench.BASE, ccw(0, NOP, CC | SLI, 1), ccw(1, NOP, SLI, 64));
        ByteBuffer memory = bench.port.arena().memory();
        memory.putInt(Ccw.LENGTH, command.equals("TIC") ? 0x0800_0000 : READ << 24 | SLI << 16 | 64);
        memory.putInt(Ccw.LENGTH + 4, word);

        assertThat(bench.start(orb())).isEqualTo(Errno.EINVAL.asAnswer());
        assertThat(bench.region().order(java.nio.ByteOrder.nativeOrder()).getInt(IoRegion.RETURN_CODE_OFFSET))
                .isEqualTo(Errno.EINVAL.asAnswer());
    }

    @Test
    void looksAtNoAddressOfACountOfZero() {
        assertThat(line(bench.run(new Ccw(NOP, SLI, 0, 0x5000_0000)))).isEqualTo("00c04007 0c 00 0 1");
        assertThat(line(bench.run(new Ccw(READ, SLI, 0, 0x5000_0000)))).isEqualTo("00c04007 0c 00 0 1");
    }

    @Test
    void takesAMisalignedProgramAddress() {
        bench.place(Bench.BASE + 4, JUST_A_NOP);

        Irb irb = bench.run(orb().withProgramAddress(Bench.BASE + 4));

        assertThat(irb.scsw().programAddress()).isEqualTo(Bench.BASE + 4 + Ccw.LENGTH);
    }

    @Test
    void cannotBeChangedOnceItWasStarted() {
        bench.start(orb(), JUST_A_NOP);
        bench.place(Bench.BASE, ccw(0, 0x00, 0, 0));
        bench.subsystem.runReady();

        assertThat(line(bench.irb())).isEqualTo(NOP_ENDED);
    }

    @Test
    void refusesAMaskWithoutAnOperationalPathAndGoesOn() {
        assertThat(bench.start(orb().withLogicalPaths(new PathMask(0x01)), JUST_A_NOP))
                .isEqualTo(Errno.EACCES.asAnswer());
        assertThat(line(bench.run(JUST_A_NOP))).isEqualTo(NOP_ENDED);
        assertThat(line(bench.run(orb().withLogicalPaths(PathMask.ALL), JUST_A_NOP)))
                .isEqualTo(NOP_ENDED);
    }

    @Test
    void keepsTheReturnCodeOfTheLastWrite() {
        assertThat(bench.start(orb().with(Orb.Flag.TRANSPORT_MODE), JUST_A_NOP)).isEqualTo(-95);
        bench.async(HALT);
        bench.subsystem.runReady();

        assertThat(bench.region().order(java.nio.ByteOrder.nativeOrder()).getInt(IoRegion.RETURN_CODE_OFFSET))
                .isEqualTo(-95);
    }

    @Test
    void storesTheSchibAsTheRealDriverShowedIt() {
        assertThat(bench.schib().octets().slice(0, 40).toHex())
                .isEqualTo("00000000" + "18810120" + "80008080" + "0000ff80" + "0100000000000000" + "00000001"
                        + "00c00000" + "3c7a9d78" + "0c000010");
    }

    @Test
    void showsTheFunctionAndActivityOfARunningProgramInTheSchib() {
        bench.start(orb(), ENDLESS);
        assertThat(bench.schib().scsw().control()).isEqualTo(0x00C0_4400);
        bench.subsystem.step();
        assertThat(bench.schib().scsw().control()).isEqualTo(0x00C0_40C0);
    }

    @Test
    void answersEinvalWhereABufferIsTooSmall() {
        ByteBuffer small = ByteBuffer.allocate(IoRegion.LENGTH - 1);
        assertThat(bench.port.writeIo(small)).isEqualTo(Errno.EINVAL.asAnswer());
        assertThat(bench.port.readIo(small)).isEqualTo(Errno.EINVAL.asAnswer());
        assertThat(bench.port.readSchib(ByteBuffer.allocate(Schib.LENGTH - 1))).isEqualTo(Errno.EINVAL.asAnswer());
    }
}
