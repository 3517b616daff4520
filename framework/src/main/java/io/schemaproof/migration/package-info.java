/** Read migrations of any convention into one model and run them as their tool would. */
@NullMarked
package io.schemaproof.migration;

import org.jspecify.annotations.NullMarked;
