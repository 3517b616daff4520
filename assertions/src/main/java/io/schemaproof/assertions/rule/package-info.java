/** Rules about all objects of a kind: {@code tables().that()…should()…because()}, a library of ready ones, and freezing. */
@NullMarked
package io.schemaproof.assertions.rule;

import org.jspecify.annotations.NullMarked;
