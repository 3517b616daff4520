/** What a project may demand beyond that: runs twice in a row, stops half way, the same result elsewhere. */
@NullMarked
package io.schemaproof.verify.policy;

import org.jspecify.annotations.NullMarked;
