package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.catalog.Index;
import java.util.Optional;

/** Describe an index, and whether queries can trust it. */
record IndexState(Index index) {

    /** The definition without the name and the table: {@code UNIQUE btree (year, make) WHERE …}. */
    String brief() {
        String definition = index.definition();
        int using = definition.indexOf(" USING ");
        String rest = using < 0 ? definition : definition.substring(using + " USING ".length());
        return (index.isUnique() ? "UNIQUE " : "") + rest + (usable() ? "" : " INVALID");
    }

    boolean usable() {
        return index.isValid() && index.isReady();
    }

    /** The failure if the index is left over from a build that failed, or partitions lack their part of it. */
    Optional<Failure> invalid() {
        if (usable()) {
            return Optional.empty();
        }
        Failure failure = Failure.expected("index " + index.identity() + " to be valid")
                .butWas("valid", index.isReady() ? "INVALID" : "INVALID, and new rows are not put into it");
        return Optional.of(PartitionedIndex.of(index)
                .map(partitioned -> {
                    failure.line("Its table is partitioned, and " + partitioned.reason() + ".");
                    partitioned.remedies().forEach(failure::suggest);
                    return failure;
                })
                .orElseGet(() -> failure.line("CREATE INDEX CONCURRENTLY has failed and left it; no query uses it.")
                        .suggest("DROP INDEX CONCURRENTLY " + index.identity() + ";  -- then create it again")));
    }
}
