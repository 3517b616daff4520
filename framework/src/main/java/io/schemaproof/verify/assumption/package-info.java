/** What migrations take for granted of rows. */
@NullMarked
package io.schemaproof.verify.assumption;

import org.jspecify.annotations.NullMarked;
