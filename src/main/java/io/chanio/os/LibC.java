package io.chanio.os;

import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that chanio calls, as they are. Public because the classes that jnr-ffi makes at run time
 * implement it; outside this package it is only handed on. Callable from any thread.
 *
 * <p>A failure is -1 (for {@link #mmap} the address -1) with the error number in {@code Runtime.getLastError()}, which is
 * right only until the next native call of the same thread.
 *
 * <p>Memory is given as a plain address: a pointer object per call would be garbage on the hot path. Not so for {@link
 * #mmap}: jnr-ffi hands a wrong sixth argument on where all six are integers (x86_64).
 *
 * @see "man 2 of each function"
 */
public interface LibC {

    int open(String path, int flags);

    int close(int descriptor);

    long read(int descriptor, long buffer, long count);

    long write(int descriptor, long buffer, long count);

    long pread(int descriptor, long buffer, long count, long offset);

    long pwrite(int descriptor, long buffer, long count, long offset);

    /** Variadic in C; as a plain function it is right on x86_64 and s390x, whose third argument lies in a register. */
    int ioctl(int descriptor, long request, long argument);

    int eventfd(int initialValue, int flags);

    int epoll_create1(int flags);

    int epoll_ctl(int epoll, int operation, int descriptor, long event);

    int epoll_wait(int epoll, long events, int capacity, int timeoutMillis);

    Pointer mmap(@Nullable Pointer address, long length, int protection, int flags, int descriptor, long offset);

    int munmap(long address, long length);
}
