package io.chanio.control;

import io.chanio.css.SubchannelId;
import io.chanio.engine.CallRefused;
import io.chanio.engine.SchibReading;

/** What became of asking for a subchannel's SCHIB. */
public sealed interface SchibAnswer {

    /** The subchannel's lane was asked. */
    record Asked(SchibReading reading) implements SchibAnswer {}

    /** The lane takes no more questions. */
    record Refused(CallRefused.Reason reason, String detail) implements SchibAnswer {}

    record UnknownSubchannel(SubchannelId subchannel) implements SchibAnswer {}
}
