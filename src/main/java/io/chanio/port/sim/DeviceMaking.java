package io.chanio.port.sim;

/** What became of making a device. */
public sealed interface DeviceMaking {

    record Made(Device device) implements DeviceMaking {}

    /** @param reason what a person needs to know to mend it: which file, what is wrong */
    record Unusable(String reason) implements DeviceMaking {}
}
