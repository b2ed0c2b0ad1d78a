package io.chanio.control;

import io.chanio.css.DeviceClass;
import io.chanio.engine.ControlFunction;
import io.chanio.engine.LaneView;
import io.chanio.engine.Recipe;
import io.chanio.engine.Work;
import io.chanio.operation.Operation;
import io.chanio.operation.OperationCatalogue;
import io.chanio.operation.ParameterFault;
import io.chanio.operation.Resolution;
import io.chanio.port.Feature;
import io.chanio.program.Assembly;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effects;
import io.chanio.program.ProgramCheck;
import io.chanio.program.ProgramFault;
import java.util.List;
import java.util.Set;

/**
 * Whether what a client wants fits the subchannel it is meant for.
 *
 * @param arenaBytes memory for one program
 */
record Fitting(OperationCatalogue operations, int arenaBytes) {

    /** What became of checking what a client wants for the lane it is meant for. */
    sealed interface Checked {

        record Fit(Work work) implements Checked {}

        record Refused(Submitted why) implements Checked {}
    }

    Checked check(Wanted wanted, LaneView lane) {
        return switch (wanted) {
            case Wanted.Program(var draft) ->
                switch (draft.resolve(lane.deviceClass())) {
                    case ProgramCheck.Invalid(List<ProgramFault> faults) ->
                        new Checked.Refused(new Submitted.InvalidProgram(faults));
                    case ProgramCheck.Valid(ChannelProgram program) -> ofProgram(program, lane);
                };
            case Wanted.Operation operation -> ofOperation(operation, lane);
            case Wanted.Function(ControlFunction function) ->
                offers(lane, function)
                        ? new Checked.Fit(new Work.RunFunction(function))
                        : new Checked.Refused(new Submitted.NotOffered(lane.subchannel(), function));
        };
    }

    private Checked ofProgram(ChannelProgram program, LaneView lane) {
        int needed = Assembly.of(program).neededBytes();
        return needed > arenaBytes
                ? new Checked.Refused(new Submitted.ProgramTooLarge(needed, arenaBytes))
                : new Checked.Fit(new Work.RunProgram(program, Effects.of(program, lane.deviceClass())));
    }

    private Checked ofOperation(Wanted.Operation operation, LaneView lane) {
        return switch (operations.resolve(operation.name(), operation.parameters(), lane.deviceClass())) {
            case Resolution.Resolved(Recipe<?> recipe) ->
                new Checked.Fit(new Work.RunRecipe(recipe, operation.parameters()));
            case Resolution.UnknownOperation(String name) ->
                new Checked.Refused(new Submitted.UnknownOperation(name, names()));
            case Resolution.Faulty(String ignored, List<ParameterFault> faults) ->
                new Checked.Refused(new Submitted.InvalidParameters(faults));
            case Resolution.WrongDeviceClass(String name, DeviceClass actual, Set<DeviceClass> needed) ->
                new Checked.Refused(new Submitted.NotApplicable(name, actual, needed));
        };
    }

    private List<String> names() {
        return operations.list().stream().map(Operation::name).toList();
    }

    private static boolean offers(LaneView lane, ControlFunction function) {
        return switch (function) {
            case HALT, CLEAR -> lane.features().contains(Feature.HALT_CLEAR);
            case RESET -> true;
        };
    }
}
