/** Compares a whole schema with what was written down of it. */
@NullMarked
package io.schemaproof.assertions.contract;

import org.jspecify.annotations.NullMarked;
