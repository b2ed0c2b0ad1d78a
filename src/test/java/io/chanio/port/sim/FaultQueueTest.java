package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.port.Errno;
import io.chanio.port.sim.FaultScript.AtEnd;
import io.chanio.port.sim.FaultScript.Step;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultQueueTest {

    private static final Fault NONE = new Fault.None();
    private static final Fault LOST = new Fault.LoseInterruption();
    private static final Fault BUSY = new Fault.RefuseStart(Errno.EBUSY);
    private static final int STARTS = 1000;

    @Test
    void takesTheStepsInTheirOrderAndStops() {
        FaultQueue queue = queue(AtEnd.STOP, 1, Step.always(LOST, 2), Step.always(BUSY, 1));

        assertThat(queue.outstanding()).isEqualTo(3);
        assertThat(take(queue, 2)).containsExactly(LOST, LOST);
        assertThat(queue.outstanding()).isOne();
        assertThat(take(queue, 3)).containsExactly(BUSY, NONE, NONE);
        assertThat(queue.outstanding()).isZero();
    }

    @Test
    void beginsAnewWhereItRepeatsItself() {
        FaultQueue queue = queue(AtEnd.REPEAT, 1, Step.always(LOST, 1), Step.always(NONE, 2));

        assertThat(take(queue, 7)).containsExactly(LOST, NONE, NONE, LOST, NONE, NONE, LOST);
        assertThat(queue.outstanding()).isEqualTo(2);
    }

    @Test
    void drawsTheSameFromTheSameSeedAndSomethingElseFromAnother() {
        Step often = new Step(LOST, STARTS, 300);

        List<Fault> first = take(queue(AtEnd.STOP, 17, often), STARTS);

        assertThat(take(queue(AtEnd.STOP, 17, often), STARTS)).isEqualTo(first);
        assertThat(take(queue(AtEnd.STOP, 18, often), STARTS)).isNotEqualTo(first);
        assertThat(first.stream().filter(LOST::equals).count()).isBetween(250L, 350L);
    }

    @Test
    void neverMeetsWhatHasNoChance() {
        assertThat(take(queue(AtEnd.STOP, 17, new Step(LOST, STARTS, 0)), STARTS))
                .containsOnly(NONE);
    }

    @Test
    void appendsToWhatIsLeft() {
        FaultQueue queue = queue(AtEnd.STOP, 1, Step.always(LOST, 3));
        queue.next();

        assertThat(queue.followedBy(Step.always(BUSY, 1)).steps())
                .containsExactly(Step.always(LOST, 2), Step.always(BUSY, 1));
    }

    @Test
    void hasABound() {
        List<Step> many = Collections.nCopies(FaultScript.STEPS_MAX + 1, Step.always(LOST, 1));

        assertThatThrownBy(() -> new FaultScript(many, AtEnd.STOP, 0)).hasMessageContaining("257");
        assertThatThrownBy(() -> Step.always(LOST, FaultScript.TIMES_MAX + 1)).hasMessageContaining("1000001");
        assertThatThrownBy(() -> Step.always(LOST, 0)).hasMessageContaining("times 0");
        assertThatThrownBy(() -> new Step(LOST, 1, 1001)).hasMessageContaining("perMille 1001");
    }

    private static FaultQueue queue(AtEnd atEnd, int seed, Step... steps) {
        return new FaultQueue(new FaultScript(List.of(steps), atEnd, seed), new SplittableRandom(seed));
    }

    private static List<Fault> take(FaultQueue queue, int starts) {
        return Stream.generate(queue::next).limit(starts).toList();
    }
}
