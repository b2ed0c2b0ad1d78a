package io.chanio.port.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.port.vfio.Errands.Errand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThreadErrandsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Errands errands = new ThreadErrands();

    @Test
    void waitsOnlySoLongForWhatIsUnderWay() {
        CompletableFuture<String> kernel = new CompletableFuture<>();
        Errand<String> errand = errands.start(kernel::join);
        assertThat(errand.await(Duration.ZERO)).isEmpty();

        kernel.complete("done");

        assertThat(errand.await(LONG)).contains("done");
        assertThat(errand.await(Duration.ofSeconds(-1))).contains("done");
    }

    @Test
    void keepsNoProcessAlive() {
        assertThat(errands.start(() -> Thread.currentThread().isDaemon()).await(LONG))
                .contains(true);
    }

    @Test
    void tellsOfAFaultInTheWork() {
        Errand<String> errand = errands.start(() -> {
            throw new IllegalArgumentException("a fault");
        });

        assertThatThrownBy(() -> errand.await(LONG)).hasRootCauseMessage("a fault");
    }
}
