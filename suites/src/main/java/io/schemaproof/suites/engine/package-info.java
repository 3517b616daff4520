/** Run suites that a class asks for by annotations alone: a test engine of the JUnit Platform. */
@NullMarked
package io.schemaproof.suites.engine;

import org.jspecify.annotations.NullMarked;
