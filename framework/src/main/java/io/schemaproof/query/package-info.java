/** Explain and time queries. */
@NullMarked
package io.schemaproof.query;

import org.jspecify.annotations.NullMarked;
