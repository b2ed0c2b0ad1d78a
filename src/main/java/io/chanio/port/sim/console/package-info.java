/** Consoles behind the simulator: a 3215, a keyboard and a printer with somebody, or nobody, before it. */
@NullMarked
package io.chanio.port.sim.console;

import org.jspecify.annotations.NullMarked;
