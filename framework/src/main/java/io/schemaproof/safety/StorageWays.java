package io.schemaproof.safety;

import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.RelationKind;
import io.schemaproof.trace.TracedRelation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ways to files that are written anew: what leaves the schema as it is. */
final class StorageWays {

    /** What leaves an index what it was. */
    private static final Pattern REINDEXES = Pattern.compile("(?i)\\b(REINDEX|TABLESPACE)\\b");

    private StorageWays() {}

    /** For a statement that writes files anew and leaves the schema as it is. */
    static String of(TracedStatement statement) {
        List<TracedRelation> written = statement.trace().files().stream()
                .filter(FileChange::isNewFile)
                .map(FileChange::relation)
                .filter(relation ->
                        relation.existedBefore() && !relation.schema().equals("pg_toast"))
                .toList();
        Optional<TracedRelation> view = written.stream()
                .filter(relation -> relation.kind() == RelationKind.MATERIALIZED_VIEW)
                .findFirst();
        if (view.isPresent()) {
            return "REFRESH MATERIALIZED VIEW CONCURRENTLY " + Words.name(view.get())
                    + "; it needs a unique index on it, and reads go on.";
        }
        if (!written.isEmpty()
                && written.stream().allMatch(relation -> relation.kind().isIndex())
                && REINDEXES.matcher(statement.sql()).find()) {
            return written.stream()
                    .map(index -> "REINDEX INDEX CONCURRENTLY " + Words.name(index) + ";")
                    .collect(Collectors.joining("\n"));
        }
        if (written.stream().anyMatch(relation -> !relation.kind().isIndex())) {
            return "Leave it out of a migration. Where the space is needed, a tool such as pg_repack rewrites "
                    + Words.names(written.stream()
                            .filter(relation -> !relation.kind().isIndex())
                            .toList())
                    + " beside the traffic.";
        }
        return "Part what takes the lock from what does the work: the work first, in batches and transactions of its own, then the"
                + " change of the schema alone.";
    }
}
