/** Observe what the server did for each statement of a migration: locks, files, passes, rows, log, settings. */
@NullMarked
package io.schemaproof.trace;

import org.jspecify.annotations.NullMarked;
