package io.chanio.operation;

import io.chanio.css.Octets;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.PathGroup.Mode;
import io.chanio.operation.PathGroup.Reservation;
import io.chanio.operation.PathGroup.State;
import io.chanio.operation.recipe.Answers;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;

/**
 * SENSE PATH GROUP ID: asks the control unit how it takes the path that the program takes.
 *
 * <pre>
 * +0  bits 0-1 grouping (00 reset, 10 ungrouped, 11 grouped), 2-3 reservation (00 none, 10 elsewhere, 11 here), 4 multipath
 * +1  path-group id, 11 bytes
 * </pre>
 *
 * @see "SA22-7204 Common I/O-Device Commands, Sense Path Group ID"
 * @see "linux drivers/s390/cio/css.h: struct path_state, struct pgid, SNID_STATE*"
 */
public record SensePathGroupId() implements Recipe<PathGroup> {

    private static final int SENSE_PATH_GROUP_ID = 0x34;
    private static final int LENGTH = 12;
    private static final int STATE_SHIFT = 6;
    private static final int RESERVATION_SHIFT = 4;
    private static final int TWO_BITS = 0x03;
    private static final int MULTIPATH = 0x08;

    @Override
    public String name() {
        return "sense-path-group-id";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<PathGroup> begin() {
        return new Step.Run<>(
                ChannelProgram.of(ProgramCcw.of(SENSE_PATH_GROUP_ID, new Operand.Count(LENGTH), CcwFlag.SLI)),
                SensePathGroupId::judge);
    }

    private static Step<PathGroup> judge(ProgramResult result) {
        Octets answer = Answers.stored(result, 0);
        if (answer.length() < LENGTH) {
            return new Step.Unusable<>("the device answered SENSE PATH GROUP ID with %d bytes, %d are needed"
                    .formatted(answer.length(), LENGTH));
        }
        int path = answer.at(0);
        return new Step.Done<>(new PathGroup(
                state(path >> STATE_SHIFT & TWO_BITS),
                reservation(path >> RESERVATION_SHIFT & TWO_BITS),
                (path & MULTIPATH) == 0 ? Mode.SINGLE_PATH : Mode.MULTIPATH,
                answer.slice(1, LENGTH),
                answer.first(LENGTH)));
    }

    private static State state(int bits) {
        return switch (bits) {
            case 0 -> State.RESET;
            case 2 -> State.UNGROUPED;
            case 3 -> State.GROUPED;
            default -> State.UNKNOWN;
        };
    }

    private static Reservation reservation(int bits) {
        return switch (bits) {
            case 0 -> Reservation.NONE;
            case 2 -> Reservation.ELSEWHERE;
            case 3 -> Reservation.HERE;
            default -> Reservation.UNKNOWN;
        };
    }
}
