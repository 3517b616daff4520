/** Findings and their severity. */
@NullMarked
package io.schemaproof.rule;

import org.jspecify.annotations.NullMarked;
