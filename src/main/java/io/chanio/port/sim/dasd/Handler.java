package io.chanio.port.sim.dasd;

import io.chanio.port.sim.DeviceCommandTable;

/** Carries out one command of the table. */
@FunctionalInterface
interface Handler extends DeviceCommandTable.Handler<Command, Outcome> {}
