package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.port.Errno;
import java.util.Optional;

/** An observer whose failure is its own: it does not stop the lane that tells it. */
record CautiousObserver(LaneObserver inner) implements LaneObserver {

    private static final System.Logger LOGGER = System.getLogger(CautiousObserver.class.getName());

    @Override
    public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {
        try {
            inner.interruption(subchannel, kind, irb);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void startRefused(SubchannelId subchannel, Errno errno) {
        try {
            inner.startRefused(subchannel, errno);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void channelReport(SubchannelId subchannel, Crw report) {
        try {
            inner.channelReport(subchannel, report);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void event(SubchannelId subchannel, Irb irb, Optional<Sense> sense) {
        try {
            inner.event(subchannel, irb, sense);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void changed(LaneView subchannel) {
        try {
            inner.changed(subchannel);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void ended(Job job) {
        try {
            inner.ended(job);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private static void failed(RuntimeException failure) {
        LOGGER.log(System.Logger.Level.ERROR, "an observer of lanes failed", failure);
    }
}
