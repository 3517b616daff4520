/** Run PostgreSQL in a container; found by ServiceLoader, imported by nobody. */
@NullMarked
package io.schemaproof.database.testcontainers;

import org.jspecify.annotations.NullMarked;
