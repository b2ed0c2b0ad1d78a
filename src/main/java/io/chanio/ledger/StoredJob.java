package io.chanio.ledger;

/**
 * A job in a record that several chanio nodes share.
 *
 * @param node that has it
 */
public record StoredJob(String node, Item.OfJob job) {}
