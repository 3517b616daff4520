/** Verify the products system: its migrations, the planner's templates and criteria, and what a migration has an impact on. */
@NullMarked
package io.schemaproof.systems.products;

import org.jspecify.annotations.NullMarked;
