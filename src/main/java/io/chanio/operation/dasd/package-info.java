/** Operations of count-key-data disks: tracks, volume labels, tables of contents. */
@NullMarked
package io.chanio.operation.dasd;

import org.jspecify.annotations.NullMarked;
