package io.chanio.program;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import java.util.List;

/**
 * The two answers about a whole program: the worst of its CCWs. Parameters count only when they stand in one CCW as data,
 * for what a count alone or data chaining sends is not looked at.
 */
public final class Effects {

    private static final Effect NOTHING = new Effect(false, true);

    private final List<ProgramCcw> ccws;
    private final DataChains chains;
    private final CommandTable table;

    private Effects(ChannelProgram program, DeviceClass deviceClass) {
        this.ccws = program.ccws();
        this.chains = new DataChains(ccws);
        this.table = CommandTable.of(deviceClass);
    }

    /** @param program one that passed {@link ProgramChecks} */
    public static Effect of(ChannelProgram program, DeviceClass deviceClass) {
        return new Effects(program, deviceClass).ofAll();
    }

    private Effect ofAll() {
        Effect sum = NOTHING;
        for (int index = 0; index < ccws.size(); index++) {
            Effect one = ofCcw(index);
            sum = new Effect(sum.mayChangeDevice() || one.mayChangeDevice(), sum.repeatable() && one.repeatable());
        }
        return sum;
    }

    private Effect ofCcw(int index) {
        if (ccws.get(index).operand() instanceof Operand.Target || chains.continues(index)) {
            return NOTHING;
        }
        CommandRule rule = rule(index);
        return switch (rule) {
            case SUBSYSTEM_FUNCTION -> ofFunction(index);
            case SUBSYSTEM_DATA -> index == 0 ? rule.effectOf(Octets.EMPTY) : ofFunction(index - 1);
            case READS, READS_ONCE, CHANGES, DEFINE_EXTENT, FBA_LOCATE, LOCATE_RECORD, LOCATE_RECORD_EXTENDED, PREFIX ->
                rule.effectOf(parameters(index));
        };
    }

    /** Of the pair that begins with a function; changing when there is none, or it does not chain to its read. */
    private Effect ofFunction(int index) {
        boolean paired = rule(index) == CommandRule.SUBSYSTEM_FUNCTION
                && !ccws.get(index).end()
                && index + 1 < ccws.size()
                && !chains.continues(index + 1)
                && rule(index + 1) == CommandRule.SUBSYSTEM_DATA;
        return paired
                ? CommandRule.SUBSYSTEM_FUNCTION.effectOf(parameters(index))
                : CommandRule.SUBSYSTEM_DATA.effectOf(Octets.EMPTY);
    }

    private CommandRule rule(int index) {
        return table.rule(ccws.get(index).command());
    }

    private Octets parameters(int index) {
        ProgramCcw ccw = ccws.get(index);
        return ccw.operand() instanceof Operand.Data(Octets bytes)
                        && !ccw.flags().contains(CcwFlag.CD)
                ? bytes
                : Octets.EMPTY;
    }
}
