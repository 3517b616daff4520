/** Have Flyway itself run its migrations, those in Java too; found by ServiceLoader, imported by nobody. */
@NullMarked
package io.schemaproof.migration.flyway;

import org.jspecify.annotations.NullMarked;
