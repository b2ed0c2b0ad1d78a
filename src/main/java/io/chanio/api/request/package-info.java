/**
 * How the HTTP interfaces read requests, and refuse them with problem documents: what {@code api} and {@code api.sim}
 * have in common.
 */
@NullMarked
package io.chanio.api.request;

import org.jspecify.annotations.NullMarked;
