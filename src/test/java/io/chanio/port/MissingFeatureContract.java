package io.chanio.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Schib;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a port does where the kernel lacks something, for those of which something can be taken away. */
public interface MissingFeatureContract {

    /** A subchannel that was opened just now, without {@code missing}. */
    SubchannelPort openWithout(Feature missing);

    @ParameterizedTest
    @EnumSource
    default void answersEinvalForAFeatureThatIsMissing(Feature missing) {
        try (SubchannelPort without = openWithout(missing)) {
            assertThat(without.features()).doesNotContain(missing);
            assertThat(answer(missing, without)).isEqualTo(Errno.EINVAL.asAnswer());
        }
    }

    private static int answer(Feature missing, SubchannelPort port) {
        ByteBuffer area = ByteBuffer.allocateDirect(Schib.LENGTH).order(ByteOrder.nativeOrder());
        return switch (missing) {
            case HALT_CLEAR ->
                port.writeAsync(area.putInt(AsyncRegion.COMMAND_OFFSET, AsyncRegion.CLEAR_SUBCHANNEL)
                        .limit(AsyncRegion.LENGTH));
            case SCHIB -> port.readSchib(area);
            case CRW -> {
                assertThat(port.descriptor(Irq.CRW)).isEqualTo(-1);
                yield port.readCrw(area.limit(CrwRegion.LENGTH));
            }
            case REQ -> port.descriptor(Irq.REQ) == -1 ? Errno.EINVAL.asAnswer() : 0;
        };
    }
}
