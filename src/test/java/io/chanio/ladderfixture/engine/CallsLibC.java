package io.chanio.ladderfixture.engine;

import io.chanio.ladderfixture.os.LibC;

/** Offends: of the native rung, the engine may use the polling alone. */
record CallsLibC(LibC libc) {}
