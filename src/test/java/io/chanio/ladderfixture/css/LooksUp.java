package io.chanio.ladderfixture.css;

import io.chanio.ladderfixture.port.Opened;

/** Offends: the lowest rung uses a higher one. */
record LooksUp(Opened port) {}
