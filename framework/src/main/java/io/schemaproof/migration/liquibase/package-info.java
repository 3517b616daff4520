/** Have Liquibase itself read its changelogs and run them; found by ServiceLoader, imported by nobody. */
@NullMarked
package io.schemaproof.migration.liquibase;

import org.jspecify.annotations.NullMarked;
