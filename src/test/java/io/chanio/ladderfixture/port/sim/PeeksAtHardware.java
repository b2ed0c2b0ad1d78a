package io.chanio.ladderfixture.port.sim;

import io.chanio.ladderfixture.port.vfio.Hardware;

/** Offends: the two ports never see each other. */
record PeeksAtHardware(Hardware hardware) {}
