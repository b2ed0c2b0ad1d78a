package io.chanio.api.request;

import java.util.List;

/** Ends the handling of a request with a problem; {@code ProblemMappers} turns it into the answer. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Fault> faults;

    public Refusal(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public Refusal(ProblemType type, String detail, List<Fault> faults) {
        super(detail, null, false, false);
        this.type = type;
        this.faults = List.copyOf(faults);
    }

    public ProblemType type() {
        return type;
    }

    public Problem problem(String instance) {
        return Problem.of(type, String.valueOf(getMessage()), instance).withFaults(faults);
    }
}
