/** Assert on schemas, rows, plans and timing in AssertJ's manner. */
@NullMarked
package io.schemaproof.assertions;

import org.jspecify.annotations.NullMarked;
