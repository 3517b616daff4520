/** Judge JSON with networknt's validator; found by ServiceLoader, imported by nobody. */
@NullMarked
package io.schemaproof.assertions.json.networknt;

import org.jspecify.annotations.NullMarked;
