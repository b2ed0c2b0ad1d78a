/**
 * The HTTP interface: resources, request and response records, problem details. Parses, delegates, translates; decides
 * nothing.
 */
@NullMarked
package io.chanio.api;

import org.jspecify.annotations.NullMarked;
