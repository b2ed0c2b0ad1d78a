package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobIdsTest {

    private final SettableClock clock = new SettableClock();
    private final JobIds ids = new JobIds(clock, new Random(7));

    @Test
    void idsAreUuidsOfVersion7WithTheirTime() {
        JobId id = ids.next();

        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(SettableClock.START.toEpochMilli());
    }

    @Test
    void idsAscendWithinAMillisecondAndBeyondItsCounter() {
        List<JobId> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsAscendWhenTheClockStepsBack() {
        clock.advance(Duration.ofSeconds(10));
        JobId before = ids.next();
        clock.advance(Duration.ofSeconds(-5));

        assertThat(ids.next()).isGreaterThan(before);
    }
}
