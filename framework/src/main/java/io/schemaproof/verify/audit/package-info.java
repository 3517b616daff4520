/** What becomes of files that are run by a tool that goes on after errors, why, and in which order they would work. */
@NullMarked
package io.schemaproof.verify.audit;

import org.jspecify.annotations.NullMarked;
