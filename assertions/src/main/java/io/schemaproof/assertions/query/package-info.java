/** Assert on what a query returns, how the planner runs it and how long it takes. */
@NullMarked
package io.schemaproof.assertions.query;

import org.jspecify.annotations.NullMarked;
