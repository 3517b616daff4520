/** Find what the tables of after refuse of what the application of before writes, of the catalogues alone. */
@NullMarked
package io.schemaproof.safety.stricter;

import org.jspecify.annotations.NullMarked;
