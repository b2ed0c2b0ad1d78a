package io.chanio.notify;

/**
 * An event as a webhook's receiver gets it.
 *
 * @param id the same each time that it is sent, and unlike that of every other event
 * @param body a CloudEvent in JSON
 */
record Letter(String id, String body) {}
