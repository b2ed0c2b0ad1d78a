package io.chanio.ladderfixture.control;

import java.util.logging.Logger;

/** Offends: below the web, logging is System.Logger. */
record LogsByItself(Logger logger) {}
