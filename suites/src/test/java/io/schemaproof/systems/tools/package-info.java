/** Verify the tools system: every check of its migration guide, with pgvector where a server has it and as far as possible without. */
@NullMarked
package io.schemaproof.systems.tools;

import org.jspecify.annotations.NullMarked;
