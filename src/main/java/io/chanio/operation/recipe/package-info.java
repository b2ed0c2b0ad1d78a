/** What recipes are built with: how steps are joined, and how bytes and text are taken out of a program's result. */
@NullMarked
package io.chanio.operation.recipe;

import org.jspecify.annotations.NullMarked;
