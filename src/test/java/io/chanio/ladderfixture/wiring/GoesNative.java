package io.chanio.ladderfixture.wiring;

import io.chanio.ladderfixture.engine.Lane;
import jnr.ffi.Pointer;

/** Offends: even the top may not use the native libraries itself. */
record GoesNative(Lane lane, Pointer pointer) {}
