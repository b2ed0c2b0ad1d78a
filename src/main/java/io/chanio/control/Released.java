package io.chanio.control;

import io.chanio.css.SubchannelId;
import io.chanio.engine.CallRefused;
import io.chanio.engine.LaneView;

/** What became of asking for the end of a quarantine. */
public sealed interface Released {

    /** There is none any more, or there was none; {@code lane} is the subchannel as it stands now. */
    record Standing(LaneView lane) implements Released {}

    /** The lane takes no more requests. */
    record Refused(CallRefused.Reason reason, String detail) implements Released {}

    record UnknownSubchannel(SubchannelId subchannel) implements Released {}
}
