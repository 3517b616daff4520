/** Verify the vehicles system: every check that its migration guide asks people to make by hand. */
@NullMarked
package io.schemaproof.systems.vehicles;

import org.jspecify.annotations.NullMarked;
