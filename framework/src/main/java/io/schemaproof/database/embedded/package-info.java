/** Run the PostgreSQL binaries published on Maven Central; found by ServiceLoader, imported by nobody. */
@NullMarked
package io.schemaproof.database.embedded;

import org.jspecify.annotations.NullMarked;
