/** Weaken a schema in one place after another and say where no assertion notices. */
@NullMarked
package io.schemaproof.assertions.mutation;

import org.jspecify.annotations.NullMarked;
