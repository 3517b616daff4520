/** Say which objects of a database no assertion was about. */
@NullMarked
package io.schemaproof.assertions.coverage;

import org.jspecify.annotations.NullMarked;
