/** Assert on what a database consists of. */
@NullMarked
package io.schemaproof.assertions.structure;

import org.jspecify.annotations.NullMarked;
