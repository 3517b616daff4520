/** Verify the dealer system: every check of its migration plan, and what the plan does not see. */
@NullMarked
package io.schemaproof.systems.dealer;

import org.jspecify.annotations.NullMarked;
