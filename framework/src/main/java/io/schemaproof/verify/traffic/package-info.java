/** Runs clients against the tables while a migration runs, and tells what they met. */
@NullMarked
package io.schemaproof.verify.traffic;

import org.jspecify.annotations.NullMarked;
