/**
 * What clients hear without asking again: the event streams. Here live the readers of the events that {@code control} keeps,
 * and how events are written.
 */
@NullMarked
package io.chanio.notify;

import org.jspecify.annotations.NullMarked;
