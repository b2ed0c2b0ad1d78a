package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Values as a real driver presented them. */
class IrbTest {

    private static final String SENSE = "8000000000000404000000000000000000000000000000000000008000000004";
    private static final String ESW_WITH_SENSE = "0080000001200000000000000000000000000000";
    private static final Esw PLAIN_ESW = Esw.ofFormat1(PathMask.ofPath(0), new Erw(0));
    private static final Scsw UNIT_CHECK = new Scsw(0x00C2_4017, 0x1010, 0x0E00_0000);
    private static final Scsw CLEAN_END = new Scsw(0x00C0_4007, 0x1010, 0x0C00_0000);

    @Test
    void hasConcurrentSenseWhenTheErwAndTheScswSaySo() {
        Irb irb = new Irb(UNIT_CHECK, esw(ESW_WITH_SENSE), Octets.ofHex(SENSE), Octets.zeros(Irb.EMW_LENGTH));

        assertThat(irb.concurrentSense()).contains(Octets.ofHex(SENSE));
        assertThat(irb.esw().lastPathUsed()).isEqualTo(PathMask.ofPath(0));
        assertThat(irb.esw().erw().flags()).containsExactly(Erw.Flag.CONCURRENT_SENSE);
        assertThat(irb.subchannelLogout()).isEmpty();
    }

    @Test
    void hasNoConcurrentSenseWhenOneOfThemDoesNot() {
        Irb irb = Irb.withConcurrentSense(UNIT_CHECK, PathMask.ALL, Octets.ofHex(SENSE));
        Scsw withoutE = UNIT_CHECK.without(Scsw.Flag.EXTENDED_CONTROL);
        Scsw withoutAlert = CLEAN_END.with(Scsw.Flag.EXTENDED_CONTROL);

        assertThat(new Irb(withoutE, irb.esw(), irb.ecw(), irb.emw()).concurrentSense())
                .isEmpty();
        assertThat(new Irb(withoutAlert, irb.esw(), irb.ecw(), irb.emw()).concurrentSense())
                .isEmpty();
        assertThat(new Irb(UNIT_CHECK, PLAIN_ESW, irb.ecw(), irb.emw()).concurrentSense())
                .isEmpty();
    }

    @Test
    void hasAllOfTheEcwAsSenseWhereTheCountIsZeroAsInQemu() {
        Octets seen = Octets.ofHex("048240170001000802000100008000000100200000000000000000000000000080")
                .concat(Octets.zeros(Irb.LENGTH - 33));
        Irb irb = Irb.decode(ByteBuffer.wrap(seen.toArray()), 0);

        assertThat(irb.esw().erw().senseCount()).isZero();
        assertThat(irb.concurrentSense()).contains(Octets.of(0x80).concat(Octets.zeros(31)));
    }

    @Test
    void isMadeWithConcurrentSense() {
        Irb irb = Irb.withConcurrentSense(
                UNIT_CHECK.without(Scsw.Flag.EXTENDED_CONTROL), PathMask.ofPath(0), Octets.of(0x40));

        assertThat(irb.scsw()).isEqualTo(UNIT_CHECK);
        assertThat(irb.esw()).isEqualTo(esw("0080000001010000000000000000000000000000"));
        assertThat(irb.concurrentSense()).contains(Octets.of(0x40));
        assertThatThrownBy(() -> Irb.withConcurrentSense(UNIT_CHECK, PathMask.ALL, Octets.zeros(33)))
                .hasMessage("concurrent sense of 33 bytes is not 1 to 32");
    }

    @Test
    void neverReadsMoreSenseThanAnEcwHolds() {
        assertThat(new Erw(0x013F_0000).senseCount()).isEqualTo(32);
        assertThat(new Erw(0x003F_0000).senseCount()).isZero();
        assertThat(Erw.ofConcurrentSense(24)).isEqualTo(new Erw(0x0118_0000));
    }

    @Test
    void aLogoutIsReadOnlyFromFormat0() {
        int word = 0xC080_7C00 | 0x0300 | 0x80 | 0x20 | 0x05;
        Esw esw = new Esw(word, 0, 0, 0, 0);
        Scsw format0 = new Scsw(0x04C0_4017, 0x1010, 0x0002_0000);

        SubchannelLogout logout = Irb.of(format0, esw).subchannelLogout().orElseThrow();
        assertThat(logout.extendedStatusFlags()).isEqualTo(0x40);
        assertThat(logout.lastPathUsed()).contains(PathMask.ofPath(0));
        assertThat(logout.fieldValidityFlags()).isEqualTo(0x1F);
        assertThat(logout.storageAccessCode()).isEqualTo(3);
        assertThat(logout.terminationCode()).hasValue(2);
        assertThat(logout.sequenceCode()).hasValue(5);
        assertThat(logout.flags()).containsExactly(SubchannelLogout.Flag.DEVICE_STATUS_CHECK);
        assertThat(Irb.of(CLEAN_END, esw).subchannelLogout()).isEmpty();
    }

    @Test
    void aLogoutSaysWhichOfItsFieldsAreValid() {
        SubchannelLogout logout = new SubchannelLogout(0x00FF_00C7);

        assertThat(logout.lastPathUsed()).isEmpty();
        assertThat(logout.terminationCode()).isEmpty();
        assertThat(logout.sequenceCode()).isEmpty();
    }

    @Test
    void connectTimeNeedsFormat2() {
        Pmcw measured = new Pmcw(0, 0x008B_0120, 0, 0, Octets.zeros(8), 0);
        Esw esw = new Esw(0x0080_1234, 0, 0, 0, 0);

        assertThat(Irb.of(CLEAN_END, esw).deviceConnectTimeInterval(measured)).hasValue(0x1234);
        assertThat(Irb.of(CLEAN_END, esw).deviceConnectTimeInterval(Pmcw.ZERO)).isEmpty();
        assertThat(Irb.of(CLEAN_END.with(Scsw.Flag.ESW_FORMAT), esw).deviceConnectTimeInterval(measured))
                .isEmpty();
        assertThat(Irb.of(new Scsw(0x00C0_4003, 0, 0), esw).deviceConnectTimeInterval(measured))
                .isEmpty();
    }

    @Test
    void addressesOfAnEswAreReadOnlyWhenValid() {
        assertThat(new Esw(0, 0, 1, 2, 3).failingStorageAddress()).isEmpty();
        assertThat(new Esw(0, 0, 1, 2, 3).secondaryCcwAddress()).isEmpty();
        assertThat(new Esw(0, 0x0280_0000, 0x8000_0001, 2, 3).failingStorageAddress())
                .hasValue(0x8000_0001L);
        assertThat(new Esw(0, 0x02C0_0000, 1, 0x8000_0002, 3).failingStorageAddress())
                .hasValue(0x1_8000_0002L);
        assertThat(new Esw(0, 0x0080_0000, 1, 2, 3).secondaryCcwAddress()).hasValue(3);
    }

    @Test
    void refusesWordsOfAnotherLength() {
        assertThatThrownBy(() -> new Irb(CLEAN_END, PLAIN_ESW, Octets.zeros(31), Octets.zeros(32)))
                .hasMessage("ECW of 31 bytes is not 32");
        assertThatThrownBy(() -> new Irb(CLEAN_END, PLAIN_ESW, Octets.zeros(32), Octets.EMPTY))
                .hasMessage("EMW of 0 bytes is not 32");
    }

    private static Esw esw(String hex) {
        return Esw.decode(ByteBuffer.wrap(Octets.ofHex(hex).toArray()), 0);
    }
}
