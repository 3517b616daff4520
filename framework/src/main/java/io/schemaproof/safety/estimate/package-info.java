/** Know how large production's tables are and how fast work is here, to say how long it would take there. */
@NullMarked
package io.schemaproof.safety.estimate;

import org.jspecify.annotations.NullMarked;
