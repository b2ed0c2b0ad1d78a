/**
 * Channel programs as people write them: without addresses. Their checks, their assembly into memory, what they do to the
 * device, and how far they came.
 */
@NullMarked
package io.chanio.program;

import org.jspecify.annotations.NullMarked;
