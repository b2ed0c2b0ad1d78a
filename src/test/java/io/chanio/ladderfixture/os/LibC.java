package io.chanio.ladderfixture.os;

import jnr.ffi.Pointer;

/** Innocent: the native rung may use native libraries. */
public interface LibC {
    Pointer mmap(Pointer address);
}
