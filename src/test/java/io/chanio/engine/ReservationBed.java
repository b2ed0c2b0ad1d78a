package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.PathMask;
import io.chanio.program.AllegianceCommand;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;

/** A lane whose disk has three paths, and what is known of its reservation. */
abstract class ReservationBed {

    static final PathMask PATHS_0_1_2 = new PathMask(0xE0);
    static final PathMask PATH_0 = PathMask.ofPath(0);
    static final PathMask PATH_1 = PathMask.ofPath(1);
    static final PathMask PATH_2 = PathMask.ofPath(2);

    final ScriptedPort port = new ScriptedPort().paths(PATHS_0_1_2, PATHS_0_1_2);
    final LaneBed bed = LaneBed.over(port);

    /** A reserve that succeeds over {@code path}. */
    void reserve(PathMask path) {
        bed.runWriting(program(AllegianceCommand.RESERVE));
        bed.interrupt(IrbBuilder.cleanEnd().onPath(path));
        assertThat(bed.ended.getLast().state()).isEqualTo(JobState.SUCCEEDED);
    }

    void assertReserved(PathMask path) {
        assertThat(bed.lane.view().reserved()).contains(path);
        assertThat(bed.remembered.path()).contains(path);
    }

    void assertNotReserved() {
        assertThat(bed.lane.view().reserved()).isEmpty();
        assertThat(bed.remembered.path()).isEmpty();
    }

    static ChannelProgram program(AllegianceCommand command) {
        return ChannelProgram.of(ccw(command));
    }

    static ProgramCcw ccw(AllegianceCommand command) {
        return ProgramCcw.of(command.code(), new Operand.Count(32), CcwFlag.SLI);
    }
}
