/** Say what to write instead, of the catalogues of before and after alone, with the names in them. */
@NullMarked
package io.schemaproof.safety.instead;

import org.jspecify.annotations.NullMarked;
