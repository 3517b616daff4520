/** Compare the rows of a database before and after something happens: which are new, gone or different, and in which columns. */
@NullMarked
package io.schemaproof.assertions.changes;

import org.jspecify.annotations.NullMarked;
