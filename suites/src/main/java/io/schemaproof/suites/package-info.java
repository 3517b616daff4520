/** Reusable JUnit contracts and the command line launcher. */
@NullMarked
package io.schemaproof.suites;

import org.jspecify.annotations.NullMarked;
