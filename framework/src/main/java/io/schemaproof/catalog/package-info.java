/** Read the system catalogue into an immutable snapshot. */
@NullMarked
package io.schemaproof.catalog;

import org.jspecify.annotations.NullMarked;
