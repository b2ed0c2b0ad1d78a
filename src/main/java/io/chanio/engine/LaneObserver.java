package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.port.Errno;
import java.util.Optional;

/**
 * Is told what happens in lanes, from their workers' threads, and of lanes that go, from the one that rescans: for metrics
 * and events. Must not block.
 */
public interface LaneObserver {

    /** The seven meanings of an IRB, as counted. */
    enum InterruptionKind {
        FINAL,
        INTERMEDIATE,
        DEFERRED,
        NOT_OPERATIONAL,
        HALT,
        CLEAR,
        UNSOLICITED,
        SPURIOUS
    }

    void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb);

    void startRefused(SubchannelId subchannel, Errno errno);

    void channelReport(SubchannelId subchannel, Crw report);

    /**
     * The device spoke unasked: status that no start waited for, or attention or control unit end beside a program's end.
     *
     * @param sense what was fetched because this status owed it
     */
    default void event(SubchannelId subchannel, Irb irb, Optional<Sense> sense) {}

    /**
     * Clients find the subchannel changed, but for its jobs: an operational one that is busy is still the same. One that they
     * find no more is CLOSED here.
     */
    default void changed(LaneView subchannel) {}

    /** A job ended; its timings and outcome stand in it. */
    void ended(Job job);
}
