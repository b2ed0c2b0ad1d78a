package io.chanio.port.sim.dasd;

/** What became of opening a disk. */
sealed interface DasdOpening {

    record Opened(Disk device) implements DasdOpening {}

    /** @param reason names the image, what is wrong with it, and what to do */
    record Refused(String reason) implements DasdOpening {}
}
