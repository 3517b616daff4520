/** Tie the observations together into checks with verdicts. */
@NullMarked
package io.schemaproof.verify;

import org.jspecify.annotations.NullMarked;
