package io.chanio.os;

import jnr.ffi.LibraryLoader;

/** Loads the C library. Once per process is enough: the caller keeps the result and hands it on. */
public final class Native {

    private static final String C_LIBRARY = "c";

    private Native() {}

    /** @throws UnsatisfiedLinkError when the library, or jnr-ffi's part for this machine, can't be loaded */
    public static LibC load() {
        return LibraryLoader.create(LibC.class).load(C_LIBRARY);
    }
}
