/**
 * The record of jobs in files of one folder, written through the journal of Apache Artemis: {@link
 * io.chanio.ledger.journal.JournalStore} and what it is made of. docs/decisions/0005 says what it promises and how.
 */
@NullMarked
package io.chanio.ledger.journal;

import org.jspecify.annotations.NullMarked;
