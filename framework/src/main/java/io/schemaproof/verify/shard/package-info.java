/** Divides the migrations of a folder among several machines. */
@NullMarked
package io.schemaproof.verify.shard;

import org.jspecify.annotations.NullMarked;
