package io.chanio.operation;

import io.chanio.css.ChannelPaths;
import io.chanio.css.PathMask;
import io.chanio.engine.PathSituation;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.PathTests.PathTest;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.OrbOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SENSE ID over each installed path, one program for each: what one path answers says nothing of the others. While the
 * device is reserved, programs take the path of the reservation alone, so only that one is tested.
 */
public record TestPaths() implements Recipe<PathTests> {

    @Override
    public String name() {
        return "test-paths";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<PathTests> begin() {
        return new Step.LookAtPaths<>(situation -> situation
                .paths()
                .map(paths -> next(paths, situation, List.of()))
                .orElseGet(() -> new Step.Unusable<>(
                        "nobody tells which paths are installed: this kernel offers no SCHIB for the subchannel")));
    }

    /** @param done the tests of the leftmost installed paths */
    private static Step<PathTests> next(ChannelPaths paths, PathSituation situation, List<PathTest> done) {
        List<PathTest> tests = new ArrayList<>(done);
        int[] installed = paths.installed().paths().toArray();
        while (tests.size() < installed.length) {
            int number = installed[tests.size()];
            PathMask path = PathMask.ofPath(number);
            int chpid = paths.chpids().at(number);
            if (situation.reserved().map(path::equals).orElse(true)) {
                List<PathTest> before = List.copyOf(tests);
                return new Step.Attempt<>(
                        over(path), result -> next(paths, situation, plus(before, test(path, chpid, result))));
            }
            tests.add(untested(path, chpid, situation));
        }
        return new Step.Done<>(new PathTests(tests));
    }

    private static ChannelProgram over(PathMask path) {
        ChannelProgram program = SenseId.program();
        OrbOptions orb = program.orb();
        return new ChannelProgram(program.ccws(), new OrbOptions(orb.format(), path, orb.incorrectLengthSuppression()));
    }

    private static List<PathTest> plus(List<PathTest> before, PathTest last) {
        List<PathTest> tests = new ArrayList<>(before);
        tests.add(last);
        return tests;
    }

    private static PathTest test(PathMask path, int chpid, ProgramResult result) {
        return new PathTest(
                path,
                chpid,
                Optional.of(result.outcome().kind()),
                result.outcome().detail());
    }

    private static PathTest untested(PathMask path, int chpid, PathSituation situation) {
        return new PathTest(
                path,
                chpid,
                Optional.empty(),
                "not tested: the device is reserved over path %s, which all programs take until it is released"
                        .formatted(situation.reserved().orElse(PathMask.NONE)));
    }
}
