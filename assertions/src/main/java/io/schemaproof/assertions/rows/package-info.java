/** Assert on the rows of tables; the server counts and compares. */
@NullMarked
package io.schemaproof.assertions.rows;

import org.jspecify.annotations.NullMarked;
