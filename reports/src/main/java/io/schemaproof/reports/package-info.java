/** Write the results of a verification for people and for machines. */
@NullMarked
package io.schemaproof.reports;

import org.jspecify.annotations.NullMarked;
