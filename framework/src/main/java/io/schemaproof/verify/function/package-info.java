/** Whether functions and triggers, and what they have computed, still work behind an up. */
@NullMarked
package io.schemaproof.verify.function;

import org.jspecify.annotations.NullMarked;
