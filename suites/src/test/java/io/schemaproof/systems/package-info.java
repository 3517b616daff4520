/** Hold what the suites of the five systems share. */
@NullMarked
package io.schemaproof.systems;

import org.jspecify.annotations.NullMarked;
