package io.chanio.port.sim.dasd;

/** Carries out one command of the table. */
@FunctionalInterface
interface Handler {

    Outcome run(Command command);
}
