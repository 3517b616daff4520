/** What psql keeps and reads between the statements: variables, arguments, conditions; for this framework's own use. */
@NullMarked
package io.schemaproof.migration.psql;

import org.jspecify.annotations.NullMarked;
