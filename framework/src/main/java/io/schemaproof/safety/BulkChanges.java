package io.schemaproof.safety;

import io.schemaproof.base.Quantity;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.Observation;
import io.schemaproof.trace.TableWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rows of before that are updated or deleted in bulk, alone or in one transaction with a change of the schema that follows. */
final class BulkChanges implements SafetyRule {

    /** A COMMIT in each round. */
    private static final Pattern LOOP = Pattern.compile("(?is)\\bLOOP\\b.*\\bCOMMIT\\b.*\\bEND\\s+LOOP\\b");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        for (TracedStatement statement : migration.statements()) {
            List<TableWork> changes = statement.bulkChanges();
            // Where a lock comes first, that is told with the lock.
            if (!changes.isEmpty()
                    && statement.held().isEmpty()
                    && statement.taken().isEmpty()
                    && !isInBatches(statement)) {
                findings.add(finding(statement, changes));
            }
        }
        return findings;
    }

    /**
     * Whether it commits again and again by itself. That all rows fit into its first batch says nothing: there are few of them here,
     * and many in production.
     */
    private static boolean isInBatches(TracedStatement statement) {
        String code = Words.code(statement.sql());
        return statement.trace().observation() == Observation.AT_STOPS
                && !statement.isConcurrent()
                && (repeats(code)
                        || statement.migration().after().functions().stream()
                                .filter(function -> Words.names(code, function.name()))
                                .anyMatch(function -> repeats(Words.code(function.body()))));
    }

    private static boolean repeats(String code) {
        return LOOP.matcher(code).find();
    }

    private static Finding finding(TracedStatement statement, List<TableWork> changes) {
        Optional<TracedStatement> change = statement.later().stream()
                .filter(later -> !later.taken().isEmpty())
                .findFirst();
        Map<String, String> facts = new LinkedHashMap<>();
        changes.forEach(work -> {
            facts.put("updated " + Words.name(work.relation()), String.valueOf(work.updated()));
            facts.put("deleted " + Words.name(work.relation()), String.valueOf(work.deleted()));
        });
        String table = Words.name(changes.get(0).relation());
        String batches =
                "Change the rows in batches, each in a transaction of its own: … WHERE ctid = ANY (ARRAY(SELECT ctid FROM "
                        + table + " WHERE … LIMIT 1000));";
        return SafetyFinding.of(
                change.isPresent() ? Hazard.DATA_BESIDE_DDL : Hazard.UNBATCHED_CHANGE,
                statement,
                Optional.of(table),
                Words.list(changes.stream().map(BulkChanges::words).toList())
                        + change.map(later -> "; the same transaction then takes "
                                        + BlockingLock.words(later.taken())
                                        + " in line " + later.statement().line() + ", " + later.abbreviated() + ".")
                                .orElse("."),
                change.isPresent() ? "Put the change of the schema into a migration of its own.\n" + batches : batches,
                facts);
    }

    private static String words(TableWork work) {
        long changed = work.updated() + work.deleted();
        return (work.deleted() == 0 ? "Updates " : work.updated() == 0 ? "Deletes " : "Changes ")
                + Quantity.of(changed, "row") + " of " + Words.name(work.relation()) + " here, and "
                + (work.updated() == 0 ? "deletes " : "changes ") + "the more, the larger the table is";
    }
}
