/** Fill the tables of any schema with rows that satisfy its constraints. */
@NullMarked
package io.schemaproof.data.rows;

import org.jspecify.annotations.NullMarked;
