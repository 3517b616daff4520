/** Put rows into a database for a check, from wherever they come. */
@NullMarked
package io.schemaproof.data;

import org.jspecify.annotations.NullMarked;
