package io.chanio.wiring;

import io.chanio.control.Event;
import io.chanio.control.Events;
import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Job;
import io.chanio.engine.LaneObserver;
import io.chanio.engine.LaneView;
import io.chanio.engine.Sense;
import io.chanio.port.Errno;
import java.util.Optional;

/** What lanes tell, as metrics and as events. What becomes of jobs is an event only when it is in the record of jobs. */
record ToldFromLanes(LaneObserver metrics, Events events) implements LaneObserver {

    @Override
    public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {
        metrics.interruption(subchannel, kind, irb);
    }

    @Override
    public void startRefused(SubchannelId subchannel, Errno errno) {
        metrics.startRefused(subchannel, errno);
    }

    @Override
    public void channelReport(SubchannelId subchannel, Crw report) {
        metrics.channelReport(subchannel, report);
        events.tell(new Event.ChannelReport(subchannel, report));
    }

    @Override
    public void event(SubchannelId subchannel, Irb irb, Optional<Sense> sense) {
        metrics.event(subchannel, irb, sense);
        events.tell(new Event.Interruption(subchannel, irb, sense));
    }

    @Override
    public void changed(LaneView subchannel) {
        metrics.changed(subchannel);
        events.tell(new Event.OfSubchannel(subchannel));
    }

    @Override
    public void ended(Job job) {
        metrics.ended(job);
    }
}
