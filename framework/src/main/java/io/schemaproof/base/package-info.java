/** What every stage may need and that knows nothing of databases. */
@NullMarked
package io.schemaproof.base;

import org.jspecify.annotations.NullMarked;
