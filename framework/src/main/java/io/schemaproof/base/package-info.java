/** What every stage may need and that calls no database. */
@NullMarked
package io.schemaproof.base;

import org.jspecify.annotations.NullMarked;
