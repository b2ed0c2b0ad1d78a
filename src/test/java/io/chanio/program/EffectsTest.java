package io.chanio.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.CommandType;
import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The two answers, held against the allow-lists written out a second time, code by code. */
class EffectsTest {

    private static final Effect READING = new Effect(false, true);
    private static final Effect READING_ONCE = new Effect(false, false);
    private static final Effect CHANGING = new Effect(true, false);

    private static final String SEARCHES = "31 b1 51 d1 71 f1 29 a9 49 c9 69 e9 39 b9";
    private static final String READS = "02 06 86 0e 8e 12 92 1e 9e 16 96 1a 9a 5e de a6";
    private static final String POSITIONS = "22 23 07 0b 1b 17 1f 08";
    private static final String IDENTIFIES = "03 e4 64 fa 34";

    @Test
    void disksAreLeftAsTheyAreByTheListedCommandsAlone() {
        Set<Integer> repeatable = codes(SEARCHES, READS, POSITIONS, IDENTIFIES);
        Set<Integer> once = codes("04 54");

        for (DeviceClass disk : List.of(DeviceClass.ECKD, DeviceClass.CKD)) {
            forEachCode(disk, repeatable, once);
        }
    }

    @Test
    void tapesAreLeftAsTheyAreByWhatOnlyIdentifies() {
        forEachCode(DeviceClass.TAPE, codes(IDENTIFIES, "08"), codes("04"));
    }

    @Test
    void fixedBlockDisksAreReadRepeatably() {
        forEachCode(DeviceClass.FBA, codes(IDENTIFIES, "08 42"), codes("04"));
    }

    @Test
    void otherDevicesAreLeftAsTheyAreByTheCommonCommandsAlone() {
        for (DeviceClass other :
                List.of(DeviceClass.TERMINAL_3270, DeviceClass.UNIT_RECORD, DeviceClass.CONSOLE, DeviceClass.UNKNOWN)) {
            forEachCode(other, codes("03 e4 08"), codes("04"));
        }
    }

    @Test
    void aLocateReadsOnlyWithTheListedOperations() {
        Set<Integer> reads = codes("00 06 0c 0e 16");

        for (int operation = 0; operation < 256; operation++) {
            Octets parameters = first(16, operation);

            assertThat(eckd(data(0x47, parameters)))
                    .as("LOCATE RECORD with operation %02x", operation)
                    .isEqualTo(reads.contains(operation & 0x3F) ? READING : CHANGING);
        }
    }

    @Test
    void anExtendedLocateReadsOnlyWithTheListedOperationsAndExtensions() {
        Set<Integer> reads = codes("00 06 0c 0e 16");
        for (int operation = 0; operation < 64; operation++) {
            for (int extension = 0; extension < 256; extension++) {
                boolean expected =
                        reads.contains(operation) || (operation == 0x3F && (extension == 0x0A || extension == 0x0E));

                assertThat(eckd(data(0x4B, extended(operation, extension, 0))))
                        .as("operation %02x extended by %02x", operation, extension)
                        .isEqualTo(expected ? READING : CHANGING);
            }
        }
    }

    @Test
    void anExtendedLocateMustHaveAllOfItsExtension() {
        Octets announcesTwo = extended(0x06, 0, 2);

        assertThat(eckd(data(0x4B, announcesTwo))).isEqualTo(CHANGING);
        assertThat(eckd(data(0x4B, announcesTwo.concat(Octets.zeros(2))))).isEqualTo(READING);
    }

    @Test
    void parametersThatAreShortCountChange() {
        assertThat(eckd(data(0x63, Octets.zeros(16)))).isEqualTo(READING);
        assertThat(eckd(data(0x63, Octets.zeros(32)))).isEqualTo(READING);
        assertThat(eckd(data(0x63, Octets.zeros(15)))).isEqualTo(CHANGING);
        assertThat(eckd(data(0x47, Octets.zeros(15)))).isEqualTo(CHANGING);
        assertThat(eckd(data(0x4B, Octets.zeros(19)))).isEqualTo(CHANGING);
        assertThat(eckd(data(0xE7, Octets.zeros(63)))).isEqualTo(CHANGING);
    }

    @Test
    void parametersThatAreCountedOnlyChange() {
        for (int command : List.of(0x63, 0x47, 0x4B, 0xE7, 0x27)) {
            assertThat(eckd(ProgramCcw.of(command, new Operand.Count(64))))
                    .as("X'%02x'", command)
                    .isEqualTo(CHANGING);
        }
    }

    @Test
    void parametersThatAreDataChainedChange() {
        for (int command : List.of(0x63, 0x47, 0x4B, 0xE7)) {
            assertThat(eckd(
                            ProgramCcw.of(command, new Operand.Data(Octets.zeros(64)), CcwFlag.CD),
                            data(command, Octets.zeros(64))))
                    .as("X'%02x'", command)
                    .isEqualTo(CHANGING);
        }
    }

    @Test
    void aMaskAloneMakesNoWrite() {
        assertThat(eckd(data(0x63, first(16, 0xC0)))).isEqualTo(READING);
        assertThat(eckd(data(0x1F, Octets.of(0xC0)))).isEqualTo(READING);
    }

    @Test
    void aPrefixReadsByItsFormat() {
        Octets onlyDefinesExtent = Octets.zeros(64);
        for (int format = 0; format < 256; format++) {
            boolean zeroLocateReads = format <= 1;
            assertThat(eckd(data(0xE7, first(64, format))))
                    .as("format %02x", format)
                    .isEqualTo(zeroLocateReads ? READING : CHANGING);
        }
        assertThat(eckd(data(0xE7, prefix(0x06, 0)))).isEqualTo(READING);
        assertThat(eckd(data(0xE7, prefix(0x01, 0)))).isEqualTo(CHANGING);
        assertThat(eckd(data(0xE7, prefix(0x3F, 0x0E)))).isEqualTo(READING);
        assertThat(eckd(data(0xE7, prefix(0x3F, 0x09)))).isEqualTo(CHANGING);
        assertThat(eckd(data(0xE7, onlyDefinesExtent))).isEqualTo(READING);
    }

    @Test
    void aSubsystemFunctionReadsOnlyAsOneOfTwoPairs() {
        for (int order = 0; order < 256; order++) {
            for (int suborder : List.of(0x00, 0x0E, 0x41, 0x0F)) {
                boolean reads = order == 0x18 && (suborder == 0x0E || suborder == 0x41);

                assertThat(eckd(function(order, suborder), read(0x3E)))
                        .as("order %02x suborder %02x", order, suborder)
                        .isEqualTo(reads ? READING_ONCE : CHANGING);
            }
        }
    }

    @Test
    void aSubsystemFunctionWithoutItsReadChanges() {
        ProgramCcw ended = new ProgramCcw(0x27, function(0x18, 0x0E).operand(), Set.of(), true);

        assertThat(eckd(function(0x18, 0x0E))).isEqualTo(CHANGING);
        assertThat(eckd(function(0x18, 0x0E), read(0x04))).isEqualTo(CHANGING);
        assertThat(eckd(ended, read(0x3E))).isEqualTo(CHANGING);
        assertThat(eckd(read(0x3E))).isEqualTo(CHANGING);
        assertThat(eckd(data(0x27, Octets.ofHex("180000000000" + "0e00000000")), read(0x3E)))
                .isEqualTo(CHANGING);
    }

    @Test
    void theWorstCommandDecidesForTheProgram() {
        assertThat(eckd(read(0x06), read(0x04), read(0x06))).isEqualTo(READING_ONCE);
        assertThat(eckd(read(0x06), data(0x05, Octets.of(1)), read(0x04))).isEqualTo(CHANGING);
    }

    @Test
    void aContinuationsOwnCodeIsIgnored() {
        assertThat(eckd(ProgramCcw.of(0x06, new Operand.Count(8), CcwFlag.CD), read(0x05)))
                .isEqualTo(READING);
        assertThat(eckd(ProgramCcw.of(0x05, new Operand.Count(8), CcwFlag.CD), read(0x06)))
                .isEqualTo(CHANGING);
    }

    private static void forEachCode(DeviceClass deviceClass, Set<Integer> repeatable, Set<Integer> once) {
        for (int code = 0; code < 256; code++) {
            Effect expected = repeatable.contains(code) ? READING : once.contains(code) ? READING_ONCE : CHANGING;

            assertThat(Effects.of(ChannelProgram.of(plain(code)), deviceClass))
                    .as("%s X'%02x'", deviceClass, code)
                    .isEqualTo(expected);
        }
    }

    /** Without parameters, so that no command is cleared by them. A TIC is one by its operand too. */
    private static ProgramCcw plain(int code) {
        return ProgramCcw.of(
                code, CommandType.of(code).storesData() ? new Operand.Count(1) : new Operand.Data(Octets.of(0)));
    }

    private static Effect eckd(ProgramCcw... ccws) {
        return Effects.of(ChannelProgram.of(ccws), DeviceClass.ECKD);
    }

    private static ProgramCcw data(int command, Octets bytes) {
        return ProgramCcw.of(command, new Operand.Data(bytes));
    }

    private static ProgramCcw read(int command) {
        return ProgramCcw.of(command, new Operand.Count(8));
    }

    private static ProgramCcw function(int order, int suborder) {
        return data(0x27, Octets.of(order, 0, 0, 0, 0, 0, suborder, 0, 0, 0, 0, 0));
    }

    private static Octets first(int length, int value) {
        return Octets.of(value).concat(Octets.zeros(length - 1));
    }

    private static Octets extended(int operation, int extension, int length) {
        return first(17, operation).concat(Octets.of(extension, 0, length));
    }

    private static Octets prefix(int operation, int extension) {
        return first(44, 1).concat(extended(operation, extension, 0));
    }

    private static Set<Integer> codes(String... lists) {
        return Stream.of(lists)
                .flatMap(list -> Stream.of(list.split(" ")))
                .map(code -> Integer.parseInt(code, 16))
                .collect(Collectors.toSet());
    }

    @Test
    void theListsNameEachCodeOnce() {
        long named = Stream.of(SEARCHES, READS, POSITIONS, IDENTIFIES)
                .mapToLong(list -> list.split(" ").length)
                .sum();

        assertThat(codes(SEARCHES, READS, POSITIONS, IDENTIFIES)).hasSize((int) named);
        assertThat(IntStream.range(0, 256).filter(codes(READS)::contains)).hasSize(16);
    }
}
