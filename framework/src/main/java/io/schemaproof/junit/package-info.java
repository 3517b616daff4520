/** Bring databases, migrations and schemas into JUnit tests. */
@NullMarked
package io.schemaproof.junit;

import org.jspecify.annotations.NullMarked;
