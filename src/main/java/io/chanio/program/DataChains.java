package io.chanio.program;

import io.chanio.css.CommandType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which CCWs of a program continue another's command by data chaining. The channel ignores such a CCW's own command code;
 * direction and code are those of the CCW that began.
 */
final class DataChains {

    private static final int ITSELF = -1;

    private final List<ProgramCcw> ccws;
    private final int[] begunBy;
    private final int[] alsoBegunBy;

    DataChains(List<ProgramCcw> ccws) {
        this.ccws = ccws;
        this.begunBy = new int[ccws.size()];
        this.alsoBegunBy = new int[ccws.size()];
        Arrays.fill(begunBy, ITSELF);
        Arrays.fill(alsoBegunBy, ITSELF);
        for (int index = 0; index < ccws.size(); index++) {
            if (ccws.get(index).flags().contains(CcwFlag.CD)) {
                int beginning = beginning(index);
                continuation(index).ifPresent(next -> continueTo(next, beginning));
            }
        }
    }

    boolean continues(int index) {
        return begunBy[index] != ITSELF;
    }

    /** The command code that the channel executes at this CCW, unless it gets there by another way. */
    int command(int index) {
        return ccws.get(beginning(index)).command();
    }

    CommandType type(int index) {
        return CommandType.of(command(index));
    }

    /** A continuation that command chaining reaches too, with another code than that it continues, means two things. */
    boolean ambiguous(int index) {
        return continues(index) && ccws.get(index).command() != command(index) && commandChainingReaches(index);
    }

    /** The command code that a CCW continues beside {@link #command}; empty where it continues one code alone. */
    OptionalInt otherCommand(int index) {
        return alsoBegunBy[index] == ITSELF
                ? OptionalInt.empty()
                : OptionalInt.of(ccws.get(alsoBegunBy[index]).command());
    }

    private void continueTo(int next, int beginning) {
        if (begunBy[next] == ITSELF) {
            begunBy[next] = beginning;
        } else if (ccws.get(begunBy[next]).command() != ccws.get(beginning).command()) {
            alsoBegunBy[next] = beginning;
        }
    }

    private boolean commandChainingReaches(int index) {
        return IntStream.range(0, ccws.size()).anyMatch(from -> leadsByCommand(from, index));
    }

    private boolean leadsByCommand(int from, int index) {
        ProgramCcw ccw = ccws.get(from);
        if (ccw.operand() instanceof Operand.Target(int target)) {
            return target == index && !followsDataChaining(from);
        }
        return from + 1 == index && !ccw.end() && !ccw.flags().contains(CcwFlag.CD);
    }

    private boolean followsDataChaining(int index) {
        return index > 0 && ccws.get(index - 1).flags().contains(CcwFlag.CD);
    }

    private int beginning(int index) {
        return begunBy[index] == ITSELF ? index : begunBy[index];
    }

    /** The CCW that data chaining from {@code index} leads to, through a TIC when one is next. */
    private OptionalInt continuation(int index) {
        int next = index + 1;
        if (next >= ccws.size()) {
            return OptionalInt.empty();
        }
        if (ccws.get(next).type() != CommandType.TRANSFER_IN_CHANNEL) {
            return OptionalInt.of(next);
        }
        return ccws.get(next).operand() instanceof Operand.Target(int target) && target > next && target < ccws.size()
                ? OptionalInt.of(target)
                : OptionalInt.empty();
    }
}
