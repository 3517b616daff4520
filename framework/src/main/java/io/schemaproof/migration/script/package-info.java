/** Split the text of scripts into statements as their tools do, keeping every position; for this framework's own use. */
@NullMarked
package io.schemaproof.migration.script;

import org.jspecify.annotations.NullMarked;
