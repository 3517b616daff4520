/** Read the statements of services from files, with a name for each. */
@NullMarked
package io.schemaproof.query.named;

import org.jspecify.annotations.NullMarked;
