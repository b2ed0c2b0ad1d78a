package io.chanio.port.sim;

import io.chanio.css.PathMask;

/**
 * What is arranged for a simulated subchannel, and what became of it, at one instant.
 *
 * @param starts how many STARTs reached the driver while it was idle, refused ones included
 * @param violations how often the user broke the rules
 * @param outstanding starts up to the end of the script
 * @param script empty when nothing was arranged
 * @param ignoredHalts HALTs that will still be ignored
 * @param ignoredClears CLEARs that will still be ignored
 */
public record FaultsView(
        int starts,
        int violations,
        int outstanding,
        FaultScript script,
        int ignoredHalts,
        int ignoredClears,
        boolean concurrentSense,
        PathMask pathsInstalled,
        PathMask pathsAvailable,
        boolean deviceRemoved,
        boolean singleStep) {}
