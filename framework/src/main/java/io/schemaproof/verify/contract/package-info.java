/** What a database keeps of a contract that stands in a file, and what it breaks; the checks are those of the assertions. */
@NullMarked
package io.schemaproof.verify.contract;

import org.jspecify.annotations.NullMarked;
