package io.chanio.operation;

import io.chanio.css.PathMask;
import io.chanio.engine.Outcome;
import java.util.List;
import java.util.Optional;

/** What SENSE ID gave over each installed path of a subchannel, from path 0 on. */
public record PathTests(List<PathTest> paths) {

    public PathTests {
        paths = List.copyOf(paths);
    }

    /**
     * Of one path.
     *
     * @param chpid its channel-path identifier
     * @param outcome COMPLETED where the device answered; empty where the path was not tested
     * @param detail what happened, or why nothing did
     */
    public record PathTest(PathMask path, int chpid, Optional<Outcome.Kind> outcome, String detail) {}
}
