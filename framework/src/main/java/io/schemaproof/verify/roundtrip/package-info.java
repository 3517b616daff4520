/** Whether migrations can be applied, taken back and applied again. */
@NullMarked
package io.schemaproof.verify.roundtrip;

import org.jspecify.annotations.NullMarked;
