/** What chanio counts and measures, and under which names: the engine's observer as metrics. */
@NullMarked
package io.chanio.telemetry;

import org.jspecify.annotations.NullMarked;
