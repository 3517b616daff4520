/** Verify the fleet system: what becomes of its files when they are run on and on, and why. */
@NullMarked
package io.schemaproof.systems.fleet;

import org.jspecify.annotations.NullMarked;
