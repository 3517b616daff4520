/** Run migrations on tables of two sizes, traced, and let the rules of safety judge what the server did. */
@NullMarked
package io.schemaproof.verify.safety;

import org.jspecify.annotations.NullMarked;
