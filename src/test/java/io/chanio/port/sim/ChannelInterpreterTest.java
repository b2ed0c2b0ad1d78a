package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static io.chanio.port.sim.Bench.tic;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel's rules, each with the line that the real driver answered where it was asked. */
class ChannelInterpreterTest {

    private static final int NOP = 0x03;
    private static final int READ = 0x02;
    private static final int WRITE = 0x01;
    private static final int CONTROL = 0x07;
    private static final int SEARCH = 0x31;
    private static final int CD = Ccw.CHAIN_DATA;
    private static final int CC = Ccw.CHAIN_COMMAND;
    private static final int SLI = Ccw.SUPPRESS_LENGTH_INDICATION;
    private static final int SKIP = Ccw.SKIP;
    private static final int STATUS_MODIFIER = 0x4C;
    private static final Octets TEN = Octets.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    private static final String COMPLETED = "00c04007 0c 00 ";
    private static final String WRONG_LENGTH = "00c04017 0c 40 ";
    private static final String PROGRAM_CHECK = "00c04017 00 20 ";

    private final ScriptedDevice device =
            new ScriptedDevice().sends(READ, TEN).takes(WRITE, 10).takes(CONTROL, 6);
    private final Bench bench = Bench.of(device);

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        // flags, count, result: a NOP transfers nothing, and is immediate.
        "20, 1, 00c04007 0c 00 1 1",
        "00, 0, 00c04007 0c 00 0 1",
        "00, 1, 00c04017 0c 40 1 1"
    })
    void endsANoOperation(String flags, int count, String expected) {
        assertThat(line(bench.run(ccw(0, NOP, Integer.parseInt(flags, 16), count))))
                .isEqualTo(expected);
    }

    @Test
    void suppressesIncorrectLengthOfAnImmediateCommandByTheOrb() {
        Orb suppressing = orb().with(Orb.Flag.INCORRECT_LENGTH_SUPPRESSION);

        assertThat(line(bench.run(suppressing, ccw(0, NOP, 0, 1)))).isEqualTo(COMPLETED + "1 1");
        assertThat(line(bench.run(suppressing, ccw(0, READ, 0, 4)))).isEqualTo(WRONG_LENGTH + "0 1");
    }

    @Test
    void chainsOnFromAnImmediateCommandWhateverItsCount() {
        assertThat(line(bench.run(ccw(0, NOP, CC, 1), ccw(1, NOP, SLI, 1)))).isEqualTo(COMPLETED + "1 2");
    }

    @ParameterizedTest
    @CsvSource({
        "00, 10, 00c04007 0c 00 0 1",
        "00, 4, 00c04017 0c 40 0 1",
        "20, 4, 00c04007 0c 00 0 1",
        "00, 12, 00c04017 0c 40 2 1",
        "20, 12, 00c04007 0c 00 2 1"
    })
    void comparesTheCountOfAReadWithWhatTheDeviceSends(String flags, int count, String expected) {
        assertThat(line(bench.run(ccw(0, READ, Integer.parseInt(flags, 16), count))))
                .isEqualTo(expected);
        assertThat(bench.at(Bench.buffer(0), 12))
                .isEqualTo(TEN.first(count).concat(Octets.zeros(2 + 10 - Math.min(10, count))));
    }

    @ParameterizedTest
    @CsvSource({
        "00, 10, 00c04007 0c 00 0 1",
        "00, 4, 00c04017 0c 40 0 1",
        "20, 4, 00c04007 0c 00 0 1",
        "00, 12, 00c04017 0c 40 2 1",
        "20, 12, 00c04007 0c 00 2 1"
    })
    void comparesTheCountOfAWriteWithWhatTheDeviceTakes(String flags, int count, String expected) {
        bench.put(Bench.buffer(0), TEN);

        assertThat(line(bench.run(ccw(0, WRITE, Integer.parseInt(flags, 16), count))))
                .isEqualTo(expected);
        assertThat(device.commands().getFirst().data()).isEqualTo(bench.at(Bench.buffer(0), count));
    }

    @Test
    void stopsCommandChainingAtIncorrectLength() {
        assertThat(line(bench.run(ccw(0, READ, CC, 12), ccw(1, NOP, SLI, 1)))).isEqualTo(WRONG_LENGTH + "2 1");
        assertThat(device.commands()).hasSize(1);
    }

    @Test
    void storesNothingWhereACcwSaysSkip() {
        assertThat(line(bench.run(ccw(0, READ, SKIP, 10)))).isEqualTo(COMPLETED + "0 1");
        assertThat(bench.at(Bench.buffer(0), 10)).isEqualTo(Octets.zeros(10));
    }

    @Test
    void scattersReadDataOverADataChain() {
        Irb irb = bench.run(ccw(0, READ, CD, 3), ccw(1, 0, CD | SKIP, 2), ccw(2, 0, 0, 5));

        assertThat(line(irb)).isEqualTo(COMPLETED + "0 3");
        assertThat(bench.at(Bench.buffer(0), 3)).isEqualTo(TEN.slice(0, 3));
        assertThat(bench.at(Bench.buffer(1), 2)).isEqualTo(Octets.zeros(2));
        assertThat(bench.at(Bench.buffer(2), 5)).isEqualTo(TEN.slice(5, 10));
        assertThat(device.commands()).hasSize(1);
        assertThat(device.commands().getFirst().count()).isEqualTo(10);
    }

    @Test
    void gathersWriteDataFromADataChain() {
        bench.put(Bench.buffer(0), Octets.of(1, 2));
        bench.put(Bench.buffer(2), Octets.of(3, 4));

        Irb irb = bench.run(ccw(0, CONTROL, CD, 2), tic(2), ccw(2, 0, 0, 4));

        assertThat(line(irb)).isEqualTo(COMPLETED + "0 3");
        assertThat(device.commands().getFirst().data()).isEqualTo(Octets.of(1, 2, 3, 4, 0, 0));
    }

    @Test
    void ignoresSuppressionInACcwThatDataChains() {
        Irb irb = bench.run(ccw(0, READ, CD | SLI, 12), ccw(1, 0, SLI, 5));

        assertThat(line(irb)).isEqualTo(WRONG_LENGTH + "2 1");
    }

    @Test
    void goesOnToTheNextCcwOfADataChainWhenOneIsUsedUp() {
        assertThat(line(bench.run(ccw(0, READ, CD, 10), ccw(1, 0, 0, 5)))).isEqualTo(WRONG_LENGTH + "5 2");
        assertThat(line(bench.run(ccw(0, READ, CD, 10), ccw(1, 0, SLI, 5)))).isEqualTo(COMPLETED + "5 2");
    }

    @Test
    void checksACcwOfADataChainOnlyOnceItIsReached() {
        Ccw countZero = ccw(1, 0, 0, 0);

        assertThat(line(bench.run(ccw(0, READ, CD, 12), countZero))).isEqualTo(WRONG_LENGTH + "2 1");
        assertThat(line(bench.run(ccw(0, READ, CD, 10), countZero))).isEqualTo("00c04017 0c 20 0 2");
    }

    @Test
    void tellsTheDeviceWhereACommandStands() {
        bench.run(ccw(0, NOP, CC | SLI, 1), ccw(1, READ, CC | SLI, 10), ccw(2, NOP, SLI, 1));

        assertThat(device.chains()).isOne();
        assertThat(device.commands())
                .extracting(DeviceCommand::position)
                .containsExactly(
                        new DeviceCommand.Position(true, false, false),
                        new DeviceCommand.Position(false, false, false),
                        new DeviceCommand.Position(false, true, false));
    }

    @Test
    void skipsACcwAfterStatusModifier() {
        device.answer(SEARCH, STATUS_MODIFIER, Octets.EMPTY, 5);

        Irb irb = bench.run(ccw(0, SEARCH, CC, 5), tic(0), ccw(2, READ, 0, 10));

        assertThat(line(irb)).isEqualTo(COMPLETED + "0 3");
        assertThat(device.commands()).hasSize(2);
    }

    @Test
    void presentsStatusModifierThatNothingChainsTo() {
        device.answer(SEARCH, STATUS_MODIFIER, Octets.EMPTY, 5);

        assertThat(line(bench.run(ccw(0, SEARCH, 0, 5)))).isEqualTo("00c04017 4c 00 0 1");
    }

    @Test
    void endsAtUnitExceptionWithTheAlertBit() {
        device.answer(READ, 0x0D, Octets.EMPTY, 0);

        assertThat(line(bench.run(ccw(0, READ, CC | SLI, 100), ccw(1, NOP, SLI, 1))))
                .isEqualTo("00c04017 0d 00 100 1");
    }

    @Test
    void bringsTheSenseDataOfAUnitCheckAndChainsNoFurther() {
        Octets sense = Octets.of(0x00, 0x08).concat(Octets.zeros(30));
        device.answer(READ, 0x0E, Octets.EMPTY, 0).owes(sense);

        Irb irb = bench.run(ccw(0, READ, CC | SLI, 8), ccw(1, NOP, SLI, 1));

        assertThat(line(irb)).isEqualTo("00c24017 0e 00 8 1");
        assertThat(irb.esw().report()).isEqualTo(0x0120_0000);
        assertThat(irb.ecw()).isEqualTo(sense);
        assertThat(device.takeSense()).isEqualTo(Octets.zeros(32));
    }

    @Test
    void reportsIncorrectLengthBesideAUnitCheckThatIsNoReject() {
        device.answer(READ, 0x0E, Octets.EMPTY, 0).owes(Octets.of(0x00, 0x20).concat(Octets.zeros(30)));

        assertThat(line(bench.run(ccw(0, READ, 0, 8)))).isEqualTo("00c24017 0e 40 8 1");
    }

    @Test
    void showsNoResidualCountOfARejectedCommand() {
        device.answer(READ, 0x0E, Octets.EMPTY, 0).owes(Octets.of(0x80).concat(Octets.zeros(31)));

        assertThat(line(bench.run(ccw(0, READ, 0, 8)))).isEqualTo("00c24017 0e 00 0 1");
    }

    @Test
    void carriesAsManySenseBytesAsTheDeviceHas() {
        device.answer(READ, 0x02, Octets.EMPTY, 0).owes(Octets.of(0x40));

        Irb irb = bench.run(ccw(0, READ, 0, 8));

        assertThat(irb.esw().report()).isEqualTo(0x0101_0000);
        assertThat(irb.concurrentSense()).contains(Octets.of(0x40));
    }

    @Test
    void transfersInChannelFromTheFirstCcw() {
        assertThat(line(bench.run(tic(1), ccw(1, NOP, SLI, 1)))).isEqualTo(COMPLETED + "1 2");
    }

    @Test
    void checksATransferInChannelToAnother() {
        Irb irb = bench.run(ccw(0, NOP, CC | SLI, 1), tic(2), tic(3), ccw(3, NOP, SLI, 1));

        assertThat(line(irb)).isEqualTo(PROGRAM_CHECK + "1 3");
    }

    @Test
    void checksAMisalignedTransferInChannel() {
        Ccw misaligned = new Ccw(Ccw.TIC, 0, 0, Bench.BASE + 4);

        assertThat(line(bench.run(ccw(0, NOP, CC | SLI, 1), misaligned))).isEqualTo(PROGRAM_CHECK + "1 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x10, 0x18, 0xF0})
    void checksACommandCodeThatIsInvalid(int command) {
        assertThat(line(bench.run(ccw(0, command, SLI, 1)))).isEqualTo(PROGRAM_CHECK + "0 1");
    }

    @Test
    void checksASuspendFlagThatTheOrbDoesNotAllow() {
        assertThat(line(bench.run(ccw(0, NOP, SLI | Ccw.SUSPEND, 1)))).isEqualTo(PROGRAM_CHECK + "0 1");
    }

    @Test
    void checksAModifiedIndirectDataAddressFlag() {
        Ccw midaw = ccw(0, READ, SLI | Ccw.MODIFIED_INDIRECT_DATA_ADDRESS, 64);

        assertThat(line(bench.run(midaw))).isEqualTo(PROGRAM_CHECK + "0 1");
        assertThat(line(bench.run(orb().with(Orb.Flag.MODIFIED_INDIRECT_DATA_ADDRESSING), midaw)))
                .isEqualTo(PROGRAM_CHECK + "0 1");
    }

    @Test
    void suspendsAProgramAndWaits() {
        Irb irb = bench.run(
                orb().with(Orb.Flag.SUSPEND_CONTROL), ccw(0, NOP, CC | SLI | Ccw.SUSPEND, 1), ccw(1, NOP, SLI, 1));

        assertThat(line(irb)).isEqualTo("08c04029 00 00 1 1");
        assertThat(device.commands()).isEmpty();
    }

    @Test
    void mergesProgramControlledInterruptionsIntoTheEnd() {
        int pci = Ccw.PROGRAM_CONTROLLED_INTERRUPTION;

        assertThat(line(bench.run(ccw(0, NOP, CC | SLI | pci, 1), ccw(1, READ, SLI | pci, 64))))
                .isEqualTo(COMPLETED + "54 2");
    }

    @Test
    void showsThatInitialStatusWasAskedFor() {
        assertThat(line(bench.run(orb().with(Orb.Flag.INITIAL_STATUS_INTERRUPTION), ccw(0, READ, SLI, 64))))
                .isEqualTo("00e44007 0c 00 54 1");
    }

    @Test
    void checksStoringUnderAnotherKeyAfterTheDeviceSent() {
        assertThat(line(bench.run(orb().withKey(2), ccw(0, READ, SLI, 64)))).isEqualTo("20c04017 0c 10 54 1");
        assertThat(bench.at(Bench.buffer(0), 10)).isEqualTo(Octets.zeros(10));
    }

    @Test
    void runsFormat0ProgramsAsFormat1() {
        Ccw read = ccw(0, READ, SLI, 64);
        read.encode(CcwFormat.FORMAT_0, bench.port.arena().memory(), 0);

        assertThat(line(bench.run(orb().without(Orb.Flag.FORMAT_1)))).isEqualTo(COMPLETED + "54 1");
        assertThat(bench.at(Bench.buffer(0), 10)).isEqualTo(TEN);
    }

    @Test
    void limitsBackwardTransfersWithoutAReadOrWriteBetween() {
        Irb irb = bench.run(ccw(0, NOP, CC | SLI, 1), tic(0));

        assertThat(line(irb)).isEqualTo(PROGRAM_CHECK + "1 2");
        assertThat(device.commands()).hasSize(ChannelInterpreter.BACKWARD_TICS_MAX + 1);
    }

    @Test
    void checksWhatLiesBehindTheCopyOfAChain() {
        device.answer(SEARCH, STATUS_MODIFIER, Octets.EMPTY, 5);
        bench.place(Bench.BASE + 0x2000, ccw(1, NOP, SLI, 1));

        Irb irb = bench.run(ccw(0, SEARCH, CC, 5), new Ccw(Ccw.TIC, 0, 0, Bench.BASE + 0x2000), ccw(2, READ, 0, 10));

        assertThat(line(irb)).isEqualTo(PROGRAM_CHECK + "0 3");
    }
}
