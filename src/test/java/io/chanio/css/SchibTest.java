package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SchibTest {

    /** As a real driver answered for a disk that had just read a record. */
    private static final String STORED =
            "0076ec0018810121800080800000ff8001000000000000000000000100c0000000c4c0300c000010000000000000000000000000";

    private final Schib stored =
            Schib.decode(ByteBuffer.wrap(Octets.ofHex(STORED).toArray()), 0);

    @Test
    void readsWhatARealDriverStored() {
        Pmcw pmcw = stored.pmcw();

        assertThat(pmcw.interruptionParameter()).isEqualTo(0x0076_EC00);
        assertThat(pmcw.interruptionSubclass()).isEqualTo(3);
        assertThat(pmcw.flags()).containsExactly(Pmcw.Flag.ENABLED, Pmcw.Flag.DEVICE_NUMBER_VALID);
        assertThat(pmcw.deviceNumber(0)).contains(new DeviceNumber(0, 0x0121));
        assertThat(pmcw.subchannelType()).isEqualTo(SubchannelType.IO);
        assertThat(pmcw.concurrentSense()).isTrue();
        assertThat(stored.scsw().statusPending()).isFalse();
        assertThat(stored.scsw().deviceStatus()).isEmpty();
        assertThat(stored.octets()).hasToString(STORED);
    }

    @Test
    void readsThePathsOfARealDriver() {
        Pmcw pmcw = stored.pmcw();

        assertThat(pmcw.logicalPaths()).isEqualTo(PathMask.ofPath(0));
        assertThat(pmcw.pathsNotOperational()).isEqualTo(PathMask.NONE);
        assertThat(pmcw.lastPathUsed()).isEqualTo(PathMask.ofPath(0));
        assertThat(pmcw.installedPaths()).isEqualTo(PathMask.ofPath(0));
        assertThat(pmcw.operationalPaths()).isEqualTo(PathMask.ALL);
        assertThat(pmcw.availablePaths()).isEqualTo(PathMask.ofPath(0));
        assertThat(pmcw.measurementBlockIndex()).isZero();
        assertThat(pmcw.chpid(0)).hasValue(1);
        assertThat(pmcw.chpid(1)).isEmpty();
    }

    @Test
    void isMadeFieldByField() {
        PathMask first = PathMask.ofPath(0);
        Pmcw pmcw = Pmcw.ZERO
                .with(Pmcw.Flag.ENABLED)
                .withInterruptionSubclass(3)
                .withDeviceNumber(new DeviceNumber(0, 0x0121))
                .withLogicalPaths(first)
                .withLastPathUsed(first)
                .withInstalledPaths(first)
                .withAvailablePaths(first)
                .withOperationalPaths(PathMask.ALL)
                .withChpids(Octets.of(1, 0, 0, 0, 0, 0, 0, 0))
                .withConcurrentSense();

        assertThat(pmcw)
                .isEqualTo(new Pmcw(
                        0, 0x1881_0121, 0x8000_8080, 0x0000_FF80, stored.pmcw().chpids(), 1));
        assertThat(pmcw.withPathsNotOperational(PathMask.ALL).paths()).isEqualTo(0x80FF_8080);
        assertThat(pmcw.without(Pmcw.Flag.DEVICE_NUMBER_VALID).deviceNumber(0)).isEmpty();
        assertThat(stored.withPmcw(Pmcw.ZERO).withScsw(Scsw.IDLE)).isEqualTo(Schib.of(Pmcw.ZERO, Scsw.IDLE));
    }

    @Test
    void readsTheCharacteristics() {
        Pmcw chsc = new Pmcw(0, 0x8006_0000, 0, 0x0102_0000, Octets.zeros(8), 0x0020_0006);

        assertThat(chsc.subchannelType()).isEqualTo(SubchannelType.CHSC);
        assertThat(chsc.flags()).containsExactly(Pmcw.Flag.QDIO, Pmcw.Flag.MULTIPATH, Pmcw.Flag.TIMING_FACILITY);
        assertThat(chsc.measurementBlockIndex()).isEqualTo(0x0102);
        assertThat(chsc.measurementBlockFormat1()).isTrue();
        assertThat(chsc.extendedMeasurementWord()).isTrue();
        assertThat(chsc.concurrentSense()).isFalse();
        assertThat(SubchannelType.of(7)).isEqualTo(SubchannelType.UNKNOWN);
    }

    @Test
    void refusesAnotherNumberOfPaths() {
        assertThatThrownBy(() -> Pmcw.ZERO.withChpids(Octets.zeros(7)))
                .hasMessage("7 channel-path identifiers are not 8");
        assertThatThrownBy(() -> Pmcw.ZERO.withInterruptionSubclass(8))
                .hasMessage("interruption subclass X'8' is not 0 to X'7'");
    }
}
