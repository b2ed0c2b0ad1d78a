package io.chanio.port;

/** What became of opening a subchannel. */
public sealed interface Opening {

    record Opened(SubchannelPort port) implements Opening {}

    /** @param reason what a person needs to know to mend it */
    record Refused(String reason) implements Opening {}
}
