/** Read a folder of migrations, whatever tool it was written for. */
@NullMarked
package io.schemaproof.migration.source;

import org.jspecify.annotations.NullMarked;
