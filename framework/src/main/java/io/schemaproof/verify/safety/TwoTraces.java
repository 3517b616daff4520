package io.schemaproof.verify.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.trace.ScriptTrace;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An up or a down, traced on small and on large tables.
 *
 * @param before the schema before it
 * @param after the schema behind it
 * @param elsewhere the same on small tables in another time zone, where that may make a difference
 */
record TwoTraces(ScriptTrace small, ScriptTrace large, Catalog before, Catalog after, Optional<ScriptTrace> elsewhere) {

    /** The first error, if it fails on tables of either size. */
    Optional<String> error() {
        return Stream.of(small, large)
                .map(ScriptTrace::run)
                .flatMap(run -> run.firstError().stream().map(outcome -> StatementErrors.format(outcome, run.script())))
                .findFirst();
    }
}
