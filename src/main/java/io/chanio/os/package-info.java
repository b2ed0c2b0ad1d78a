/**
 * The door to the C library: descriptors, error numbers, eventfds, epoll sets and native memory. The only package that
 * knows jnr-ffi. It holds no state of its own; what {@link io.chanio.os.Native#load()} returns is handed to whoever needs
 * it.
 */
@NullMarked
package io.chanio.os;

import org.jspecify.annotations.NullMarked;
