/** Assert on schemas, rows, plans and timing in AssertJ's manner; this is where users begin. */
@NullMarked
package io.schemaproof.assertions;

import org.jspecify.annotations.NullMarked;
