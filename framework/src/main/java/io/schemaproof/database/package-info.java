/** Provide PostgreSQL servers and private databases on them. */
@NullMarked
package io.schemaproof.database;

import org.jspecify.annotations.NullMarked;
