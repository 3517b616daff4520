/** Tests of the conventions. */
@NullMarked
package io.schemaproof.migration.source;

import org.jspecify.annotations.NullMarked;
