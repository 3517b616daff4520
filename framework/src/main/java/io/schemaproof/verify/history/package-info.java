/** Which migrations a database holds already, and where a verification begins. */
@NullMarked
package io.schemaproof.verify.history;

import org.jspecify.annotations.NullMarked;
