package io.schemaproof.verify.roundtrip;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Says which object that a down has left the second up meets, so that who leaves that out leaves out what comes of it. */
final class LeftInTheWay {

    /** Something of the name is there already: an object, a relation, a column, a schema, a function. */
    private static final Set<String> DUPLICATE = Set.of("42710", "42P07", "42701", "42P06", "42723");

    private LeftInTheWay() {}

    static Finding name(Finding finding, MigrationRun run, CatalogDiff trace) {
        List<String> left = run
                .firstError()
                .flatMap(outcome -> outcome.error())
                .filter(error -> DUPLICATE.contains(error.sqlState()))
                .stream()
                .flatMap(error -> left(trace)
                        .filter(id -> error.message().contains("\"" + id.name().replaceFirst("\\(.*", "") + "\"")))
                .map(ObjectId::identity)
                .distinct()
                .toList();
        return left.size() != 1
                ? finding
                : new Finding(
                        finding.rule(),
                        finding.severity(),
                        left.stream().findFirst(),
                        finding.file(),
                        finding.line(),
                        finding.message(),
                        finding.remedy(),
                        finding.facts());
    }

    private static Stream<ObjectId> left(CatalogDiff trace) {
        return trace.traces().stream()
                .flatMap(change -> change instanceof Change.Added added
                        ? Stream.concat(Stream.of(added.after()), added.parts().stream())
                        : Stream.empty())
                .map(CatalogObject::id);
    }
}
