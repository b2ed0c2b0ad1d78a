package io.chanio.api;

import io.chanio.api.request.Fault;
import io.chanio.operation.ParameterFault;
import io.chanio.program.ProgramFault;
import java.util.Optional;

/** What is wrong with a program or a parameter, as clients are told of it. */
final class FaultsFound {

    private FaultsFound() {}

    static Fault of(ProgramFault fault) {
        Optional<Integer> ccw =
                fault.ccw().isPresent() ? Optional.of(fault.ccw().getAsInt()) : Optional.empty();
        return new Fault(ccw, fault.member(), fault.code().name(), fault.detail());
    }

    static Fault of(ParameterFault fault) {
        return new Fault(Optional.empty(), fault.member(), fault.code().name(), fault.detail());
    }
}
