package io.chanio.ladderfixture.stray;

/** Offends: a package that the table does not know. */
record Lost(int number) {}
