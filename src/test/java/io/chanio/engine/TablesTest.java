package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Scsw;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.AsyncRegion;
import io.chanio.port.Errno;
import io.chanio.port.IoRegion;
import io.chanio.program.Effect;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the engine, whole. */
class TablesTest {

    private static final int CLEAR = 1;
    private static final int HALT = 2;
    private static final int START = 4;
    private static final int PENDING = 0x01;
    private static final int SECONDARY = 0x02;
    private static final int PRIMARY = 0x04;
    private static final int INTERMEDIATE = 0x08;
    private static final int ALERT = 0x10;

    @Test
    void everyErrnoOfAStartHasItsMeaning() {
        Map<Errno, Class<?>> meanings = new EnumMap<>(Errno.class);
        meanings.put(Errno.EAGAIN, StartOutcome.Deferred.class);
        meanings.put(Errno.ENOMEM, StartOutcome.Deferred.class);
        meanings.put(Errno.EBUSY, StartOutcome.Busy.class);
        meanings.put(Errno.EACCES, StartOutcome.PathsNotOperational.class);
        meanings.put(Errno.ENODEV, StartOutcome.NotOperational.class);
        meanings.put(Errno.EIO, StartOutcome.DriverGone.class);
        meanings.put(Errno.EINVAL, StartOutcome.Refused.class);
        meanings.put(Errno.EOPNOTSUPP, StartOutcome.Refused.class);
        meanings.put(Errno.EPERM, StartOutcome.Refused.class);
        meanings.put(Errno.ENOENT, StartOutcome.Refused.class);
        meanings.put(Errno.EFAULT, StartOutcome.Failed.class);

        for (Errno errno : Errno.values()) {
            assertThat(ReturnCodes.ofStart(errno.asAnswer())).as(errno.name()).isInstanceOf(meanings.get(errno));
        }
        assertThat(ReturnCodes.ofStart(IoRegion.LENGTH)).isEqualTo(new StartOutcome.Accepted());
        assertThat(ReturnCodes.ofStart(12)).isInstanceOf(StartOutcome.Failed.class);
    }

    @Test
    void everyErrnoOfAHaltOrClearHasItsMeaning() {
        Set<Errno> later = EnumSet.of(Errno.EAGAIN, Errno.EBUSY, Errno.ENOMEM);
        for (Errno errno : Errno.values()) {
            HaltClearOutcome outcome = ReturnCodes.ofHaltOrClear(errno.asAnswer());
            Class<?> expected = later.contains(errno)
                    ? HaltClearOutcome.Later.class
                    : errno == Errno.ENODEV
                            ? HaltClearOutcome.NotOperational.class
                            : errno == Errno.EIO ? HaltClearOutcome.DriverGone.class : HaltClearOutcome.Failed.class;
            assertThat(outcome).as(errno.name()).isInstanceOf(expected);
        }
        assertThat(ReturnCodes.ofHaltOrClear(AsyncRegion.LENGTH)).isEqualTo(new HaltClearOutcome.Accepted());
        assertThat(ReturnCodes.ofHaltOrClear(-71)).isEqualTo(new HaltClearOutcome.Failed(71));
    }

    /** All function controls, status controls, deferred condition codes, with and without activity: 8 x 32 x 4 x 2. */
    @Test
    void everyInterruptionHasTheFirstMeaningThatMatches() {
        for (int functions = 0; functions <= 7; functions++) {
            for (int status = 0; status <= 0x1F; status++) {
                for (int code = 0; code <= 3; code++) {
                    for (int activity : new int[] {0, 2}) {
                        Scsw scsw = new Scsw(code << 24 | functions << 12 | activity << 5 | status, 0, 0);
                        assertThat(InterruptionMeaning.of(scsw))
                                .as(
                                        "functions %x, status %02x, code %d, activity %x",
                                        functions, status, code, activity)
                                .isEqualTo(expected(functions, status, code, activity));
                    }
                }
            }
        }
    }

    private static InterruptionMeaning expected(int functions, int status, int code, int activity) {
        boolean started = (functions & START) != 0;
        int deferred = started ? code : 0;
        if ((status & PENDING) == 0) {
            return InterruptionMeaning.MEANINGLESS;
        } else if ((functions & CLEAR) != 0) {
            return InterruptionMeaning.CLEAR_ENDED;
        } else if ((functions & HALT) != 0) {
            return InterruptionMeaning.HALT_ENDED;
        } else if (status == (ALERT | PENDING) && (deferred == 0 || deferred == 2)) {
            return InterruptionMeaning.UNSOLICITED;
        } else if (deferred == 1) {
            return InterruptionMeaning.NOT_EXECUTED;
        } else if (deferred == 3) {
            return InterruptionMeaning.NOT_OPERATIONAL;
        } else if (status == (INTERMEDIATE | PENDING)) {
            return InterruptionMeaning.GOES_ON;
        } else if ((status & INTERMEDIATE) != 0 || (status & (PRIMARY | SECONDARY)) == PRIMARY) {
            return activity == 0 ? InterruptionMeaning.FINAL : InterruptionMeaning.GOES_ON;
        }
        return (status & SECONDARY) != 0 ? InterruptionMeaning.FINAL : InterruptionMeaning.MEANINGLESS;
    }

    @Test
    void jobsStartOnAnIdleSubchannelAlone() {
        for (LaneState state : LaneState.values()) {
            Reaction expected = state == LaneState.IDLE
                    ? Reaction.START_WAITING
                    : state.refusesJobs() ? Reaction.REFUSE_WAITING : Reaction.NOTHING;
            assertThat(state.on(LaneEvent.JOB_WAITING)).as(state.name()).isEqualTo(expected);
        }
    }

    @Test
    void aHaltOrClearIsOverByAnInterruptionOrAClimbAlone() {
        Set<LaneState> rungs = EnumSet.of(LaneState.HALTING, LaneState.CLEARING, LaneState.CLEARING_AGAIN);
        Set<Reaction> ends = EnumSet.of(
                Reaction.SETTLE, Reaction.CLEAR, Reaction.CLEAR_AFTER_HALT, Reaction.CLEAR_AGAIN, Reaction.QUARANTINE);
        for (LaneState rung : rungs) {
            for (LaneEvent event : LaneEvent.values()) {
                boolean mayEnd = event == LaneEvent.CLEAR_ENDED
                        || event == LaneEvent.DEADLINE
                        || (event == LaneEvent.HALT_ENDED && rung == LaneState.HALTING);
                assertThat(ends.contains(rung.on(event)))
                        .as("%s on %s", rung, event)
                        .isEqualTo(mayEnd);
            }
        }
    }

    @Test
    void everyOutcomeHasItsState() {
        Effect reads = new Effect(false, true);
        Effect writes = new Effect(true, false);
        for (Kind kind : Kind.values()) {
            for (ProgramEnd end : ProgramEnd.values()) {
                assertThat(Judgement.stateOf(kind, end, reads))
                        .as("%s, %s, reads", kind, end)
                        .isEqualTo(stateOfRead(kind, end));
                assertThat(Judgement.stateOf(kind, end, writes))
                        .as("%s, %s, writes", kind, end)
                        .isEqualTo(stateOfWrite(kind, end));
            }
        }
    }

    private static JobState stateOfRead(Kind kind, ProgramEnd end) {
        if (kind == Kind.COMPLETED) {
            return JobState.SUCCEEDED;
        }
        if (kind == Kind.STATUS_LOST || kind == Kind.SERVICE_RESTARTED) {
            return JobState.INDETERMINATE;
        }
        return kind == Kind.CANCELLED && end != ProgramEnd.UNKNOWN ? JobState.CANCELLED : JobState.FAILED;
    }

    private static JobState stateOfWrite(Kind kind, ProgramEnd end) {
        boolean endLate = kind == Kind.TIMED_OUT || kind == Kind.DEVICE_REMOVED;
        if (kind == Kind.COMPLETED || kind == Kind.STATUS_LOST || kind == Kind.SERVICE_RESTARTED) {
            return stateOfRead(kind, end);
        }
        if (end == ProgramEnd.UNKNOWN || (endLate && end == ProgramEnd.CONFIRMED)) {
            return JobState.INDETERMINATE;
        }
        return stateOfRead(kind, end);
    }

    /** Each reaction of each state with the events that lead to it: whoever changes a cell changes it here as well. */
    @Test
    void eachCellOfTheTableOfStatesIsMeant() {
        assertThat(tableOfStates()).isEqualTo("""
                IDLE
                  START_WAITING: JOB_WAITING
                  PERFORM_WAITING: FUNCTION_WAITING
                  NOTHING: CANCEL DEADLINE LOOK_DUE STOP
                  NOTE_EVENT: CLEAR_ENDED HALT_ENDED GOES_ON SPURIOUS
                  TAKE_EVENT: UNSOLICITED NOT_EXECUTED NOT_OPERATIONAL FINAL
                  REFRESH_PATHS: CHANNEL_REPORT
                  GIVE_BACK: REMOVAL
                STARTED
                  NOTHING: JOB_WAITING
                  PERFORM_WAITING: FUNCTION_WAITING
                  HALT_FOR_CLIENT: CANCEL
                  END_TERMINATED: CLEAR_ENDED HALT_ENDED
                  TAKE_EVENT_AND_CHECK: UNSOLICITED
                  START_AGAIN: NOT_EXECUTED
                  END_NOT_OPERATIONAL: NOT_OPERATIONAL
                  GATHER: GOES_ON
                  END_PROGRAM: FINAL
                  CHECK: SPURIOUS LOOK_DUE
                  TIME_OUT: DEADLINE
                  REFRESH_PATHS: CHANNEL_REPORT
                  CLEAR_AND_GIVE_BACK: REMOVAL
                  CLEAR_AND_STOP: STOP
                PAUSED
                  NOTHING: JOB_WAITING CANCEL
                  PERFORM_WAITING: FUNCTION_WAITING
                  NOTE_EVENT: CLEAR_ENDED HALT_ENDED GOES_ON SPURIOUS
                  TAKE_EVENT: UNSOLICITED NOT_EXECUTED NOT_OPERATIONAL FINAL
                  EXPIRE: DEADLINE
                  RETRY: LOOK_DUE
                  REFRESH_PATHS: CHANNEL_REPORT
                  GIVE_BACK: REMOVAL
                  ABANDON: STOP
                HALTING
                  NOTHING: JOB_WAITING FUNCTION_WAITING CANCEL STOP
                  SETTLE: CLEAR_ENDED
                  CLEAR_AFTER_HALT: HALT_ENDED
                  NOTE_EVENT: UNSOLICITED SPURIOUS
                  KEEP_NOT_EXECUTED: NOT_EXECUTED
                  KEEP_END: NOT_OPERATIONAL FINAL
                  GATHER_ONLY: GOES_ON
                  CLEAR: DEADLINE
                  REPEAT_FUNCTION: LOOK_DUE
                  REFRESH_PATHS: CHANNEL_REPORT
                  CLEAR_AND_GIVE_BACK: REMOVAL
                CLEARING
                  NOTHING: JOB_WAITING FUNCTION_WAITING CANCEL STOP
                  SETTLE: CLEAR_ENDED
                  NOTE_EVENT: HALT_ENDED UNSOLICITED SPURIOUS
                  KEEP_NOT_EXECUTED: NOT_EXECUTED
                  KEEP_END: NOT_OPERATIONAL FINAL
                  GATHER_ONLY: GOES_ON
                  CLEAR_AGAIN: DEADLINE
                  REPEAT_FUNCTION: LOOK_DUE
                  REFRESH_PATHS: CHANNEL_REPORT
                  GIVE_BACK_LATER: REMOVAL
                CLEARING_AGAIN
                  NOTHING: JOB_WAITING FUNCTION_WAITING CANCEL STOP
                  SETTLE: CLEAR_ENDED
                  NOTE_EVENT: HALT_ENDED UNSOLICITED SPURIOUS
                  KEEP_NOT_EXECUTED: NOT_EXECUTED
                  KEEP_END: NOT_OPERATIONAL FINAL
                  GATHER_ONLY: GOES_ON
                  QUARANTINE: DEADLINE
                  REPEAT_FUNCTION: LOOK_DUE
                  REFRESH_PATHS: CHANNEL_REPORT
                  GIVE_BACK_LATER: REMOVAL
                RESETTING
                  NOTHING: JOB_WAITING FUNCTION_WAITING CANCEL DEADLINE LOOK_DUE CHANNEL_REPORT STOP
                  NOTE_EVENT: CLEAR_ENDED HALT_ENDED UNSOLICITED NOT_EXECUTED NOT_OPERATIONAL GOES_ON FINAL SPURIOUS
                  GIVE_BACK_LATER: REMOVAL
                QUARANTINED
                  REFUSE_WAITING: JOB_WAITING FUNCTION_WAITING
                  NOTHING: CANCEL DEADLINE LOOK_DUE STOP
                  NOTE_EVENT: CLEAR_ENDED HALT_ENDED UNSOLICITED NOT_EXECUTED NOT_OPERATIONAL GOES_ON FINAL SPURIOUS
                  REFRESH_PATHS: CHANNEL_REPORT
                  GIVE_BACK: REMOVAL
                NOT_OPERATIONAL
                  REFUSE_WAITING: JOB_WAITING FUNCTION_WAITING
                  NOTHING: CANCEL DEADLINE LOOK_DUE STOP
                  LOOK_FOR_DEVICE: CLEAR_ENDED HALT_ENDED UNSOLICITED NOT_EXECUTED NOT_OPERATIONAL GOES_ON FINAL SPURIOUS CHANNEL_REPORT
                  GIVE_BACK: REMOVAL
                CLOSED
                  REFUSE_WAITING: JOB_WAITING FUNCTION_WAITING
                  NOTHING: CANCEL CLEAR_ENDED HALT_ENDED UNSOLICITED NOT_EXECUTED NOT_OPERATIONAL GOES_ON FINAL SPURIOUS DEADLINE LOOK_DUE CHANNEL_REPORT REMOVAL STOP
                """);
    }

    private static String tableOfStates() {
        StringBuilder table = new StringBuilder();
        for (LaneState state : LaneState.values()) {
            Map<Reaction, List<LaneEvent>> row = Stream.of(LaneEvent.values())
                    .collect(Collectors.groupingBy(state::on, LinkedHashMap::new, Collectors.toList()));
            table.append(state).append('\n');
            row.forEach((reaction, events) -> table.append("  ")
                    .append(reaction)
                    .append(": ")
                    .append(events.stream().map(LaneEvent::name).collect(Collectors.joining(" ")))
                    .append('\n'));
        }
        return table.toString();
    }
}
