/** Run PostgreSQL as processes of this machine, from binaries of Maven Central or installed ones; found by ServiceLoader, imported by nobody. */
@NullMarked
package io.schemaproof.database.embedded;

import org.jspecify.annotations.NullMarked;
