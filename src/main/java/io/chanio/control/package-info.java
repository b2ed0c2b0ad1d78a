/**
 * The waist: every way in ends here. Takes what a caller wants in chanio's own terms and answers with sealed outcomes; knows
 * no protocol and no framework.
 */
@NullMarked
package io.chanio.control;

import org.jspecify.annotations.NullMarked;
