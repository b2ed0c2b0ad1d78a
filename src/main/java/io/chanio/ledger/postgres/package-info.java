/**
 * The record of jobs in a PostgreSQL database that several chanio nodes share: {@link
 * io.chanio.ledger.postgres.PostgresStore} and what it is made of.
 */
@NullMarked
package io.chanio.ledger.postgres;

import org.jspecify.annotations.NullMarked;
