/** What stores have in common: changes that wait, taken together, so that one write carries what many asked for. */
@NullMarked
package io.chanio.ledger.batch;

import org.jspecify.annotations.NullMarked;
