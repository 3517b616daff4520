/** What checks say of migrations: rules, findings with their places, verdicts, and the events that tell of them. */
@NullMarked
package io.schemaproof.verify.result;

import org.jspecify.annotations.NullMarked;
