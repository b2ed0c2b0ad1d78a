package io.chanio.wiring;

/** Where the record of jobs outlives the process. */
enum LedgerKind {
    /** In files under {@code chanio.data}. */
    JOURNAL,
    /** In a database that several chanio nodes share. */
    POSTGRESQL
}
