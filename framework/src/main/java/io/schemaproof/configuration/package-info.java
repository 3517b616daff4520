/** Every parameter of Schemaproof, its default and its meaning, and where a value is looked up. */
@NullMarked
package io.schemaproof.configuration;

import org.jspecify.annotations.NullMarked;
