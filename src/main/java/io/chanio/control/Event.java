package io.chanio.control;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.LaneView;
import io.chanio.engine.Sense;
import java.util.Optional;

/** What happened on a subchannel. Holds no data of programs: thousands of events are kept. */
public sealed interface Event {

    /** A job is another than before: accepted, started, asked to end, ended. */
    record OfJob(JobPicture job) implements Event {

        @Override
        public String name() {
            return "job";
        }

        @Override
        public SubchannelId subchannel() {
            return job.subchannel();
        }
    }

    /** The subchannel is another than before, but for its jobs. */
    record OfSubchannel(LaneView lane) implements Event {

        @Override
        public String name() {
            return "subchannel";
        }

        @Override
        public SubchannelId subchannel() {
            return lane.subchannel();
        }
    }

    /**
     * The device spoke unasked, or beside the end of a program.
     *
     * @param sense what was fetched because this status owed it
     */
    record Interruption(SubchannelId subchannel, Irb irb, Optional<Sense> sense) implements Event {

        @Override
        public String name() {
            return "interruption";
        }
    }

    /** The channel subsystem reported something. */
    record ChannelReport(SubchannelId subchannel, Crw report) implements Event {

        @Override
        public String name() {
            return "channel-report";
        }
    }

    /** As streams name it. */
    String name();

    SubchannelId subchannel();

    /** Whose event it is, where it is one job's. */
    default Optional<JobId> ofJob() {
        return this instanceof OfJob(JobPicture job) ? Optional.of(job.id()) : Optional.empty();
    }
}
