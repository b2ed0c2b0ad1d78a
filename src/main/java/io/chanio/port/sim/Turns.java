package io.chanio.port.sim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who gives a subchannel its turns: the {@link Schedule}, or somebody who steps it singly.
 *
 * <p>Threads: under the lock of its subchannel.
 */
final class Turns {

    /** Commands that one turn of the schedule carries out. */
    static final int SLICE_COMMANDS = 64;

    private final Schedule schedule;
    private final Schedule.Turn turn;
    private boolean singly;

    Turns(Schedule schedule, Subchannel subchannel) {
        this.schedule = schedule;
        this.turn = new Schedule.Turn(subchannel);
    }

    Instant now() {
        return schedule.now();
    }

    /**
     * There is something to do.
     *
     * @param notBefore null for at once
     */
    void await(@Nullable Instant notBefore) {
        if (singly) {
            return;
        }
        if (notBefore == null) {
            schedule.ready(turn);
        } else {
            schedule.at(turn, notBefore);
        }
    }

    boolean singly() {
        return singly;
    }

    void stepSingly() {
        singly = true;
    }

    void goOn() {
        singly = false;
    }

    /** Commands of one turn. */
    int commands() {
        return singly ? 1 : SLICE_COMMANDS;
    }
}
