/** Compare the schema that migrations give with the one that there is. */
@NullMarked
package io.schemaproof.verify.drift;

import org.jspecify.annotations.NullMarked;
