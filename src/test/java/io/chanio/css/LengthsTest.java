package io.chanio.css;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The lengths and places that the kernel's headers give. */
class LengthsTest {

    private interface Codec {
        void run(ByteBuffer area);
    }

    @Test
    void lengthsAreTheKernels() {
        assertLength(Ccw.LENGTH, 8, area -> new Ccw(0, 0, 0, 0).encode(CcwFormat.FORMAT_1, area, 0));
        assertLength(Ccw.LENGTH, 8, area -> new Ccw(0, 0, 0, 0).encode(CcwFormat.FORMAT_0, area, 0));
        assertLength(Orb.LENGTH, 12, area -> new Orb(0, 0, 0).encode(area, 0));
        assertLength(Scsw.LENGTH, 12, area -> Scsw.IDLE.encode(area, 0));
        assertLength(Esw.LENGTH, 20, area -> Esw.ZERO.encode(area, 0));
        assertLength(Irb.LENGTH, 96, area -> Irb.of(Scsw.IDLE, Esw.ZERO).encode(area, 0));
        assertLength(Pmcw.LENGTH, 28, area -> Pmcw.ZERO.encode(area, 0));
        assertLength(Schib.LENGTH, 52, area -> Schib.of(Pmcw.ZERO, Scsw.IDLE).encode(area, 0));
        assertLength(Crw.LENGTH, 4, area -> Crw.NONE.encode(area, 0));
    }

    /** The declared length is the kernel's, and the codec uses all of it and no more. */
    private static void assertLength(int declared, int kernels, Codec codec) {
        assertThat(declared).isEqualTo(kernels);
        codec.run(ByteBuffer.allocate(kernels));
        assertThatThrownBy(() -> codec.run(ByteBuffer.allocate(kernels - 1)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void partsOfABlockFollowEachOther() {
        assertThat(Irb.ESW_OFFSET).isEqualTo(Irb.SCSW_OFFSET + Scsw.LENGTH);
        assertThat(Irb.ECW_OFFSET).isEqualTo(Irb.ESW_OFFSET + Esw.LENGTH);
        assertThat(Irb.EMW_OFFSET).isEqualTo(Irb.ECW_OFFSET + Irb.ECW_LENGTH);
        assertThat(Irb.LENGTH).isEqualTo(Irb.EMW_OFFSET + Irb.EMW_LENGTH);
        assertThat(Schib.SCSW_OFFSET).isEqualTo(Schib.PMCW_OFFSET + Pmcw.LENGTH);
        assertThat(Schib.MEASUREMENT_BLOCK_ADDRESS_OFFSET).isEqualTo(Schib.SCSW_OFFSET + Scsw.LENGTH);
    }
}
