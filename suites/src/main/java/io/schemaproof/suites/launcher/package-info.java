/** The command line: {@code ./schemaproof verify DIR}. */
@NullMarked
package io.schemaproof.suites.launcher;

import org.jspecify.annotations.NullMarked;
