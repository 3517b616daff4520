/** Judge JSON by a JSON Schema; the library that does so is found by ServiceLoader and need not be there. */
@NullMarked
package io.schemaproof.assertions.json;

import org.jspecify.annotations.NullMarked;
