package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.port.Errno;

/** Is told what happens in lanes, from their workers' threads: for metrics and events. Must not block. */
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

    /** The sense data of a unit check that no start asked for. */
    default void eventSense(SubchannelId subchannel, Sense sense) {}

    /** A job ended; its timings and outcome stand in it. */
    void ended(Job job);
}
