package io.schemaproof.verify.compatibility;

import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.query.Timing;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts into words what a query costs after a migration. */
final class PerformanceFindings {

    private static final String SINCE =
            "It is told at the first migration that is looked at after which it is so; each request pays for it from then on.";

    private PerformanceFindings() {}

    static Finding of(PolicyRule rule, NamedQuery query, Migration migration, String what, String why, String remedy) {
        return QueryFindings.of(rule, query, Place.of(migration.up()), what, why, remedy, Map.of());
    }

    static Finding tooSlow(Migration migration, NamedQuery query, Timing timing) {
        return of(
                PolicyRule.PERFORMANCE_TOO_SLOW,
                query,
                migration,
                "takes longer than it may: " + timing.limit() + " is demanded, and it was " + timing.figures() + ".",
                SINCE,
                "Add an index that serves it, or write it otherwise; if that is as fast as it can be, raise the limit.");
    }

    static Finding inconclusive(Migration migration, NamedQuery query, Timing timing) {
        return of(
                PolicyRule.PERFORMANCE_NOT_CHECKED,
                query,
                migration,
                "could not be judged: " + timing.reason() + ". Demanded is " + timing.limit() + ", and it was "
                        + timing.figures() + ".",
                "Whether it is fast enough is not known.",
                "Run it again on a quieter machine, or limit the pages, which no machine changes.");
    }

    static Finding tooManyPages(Migration migration, NamedQuery query, long pages, long most) {
        return of(
                PolicyRule.PERFORMANCE_TOO_MANY_PAGES,
                query,
                migration,
                "touches " + pages + " pages, and " + most + " are allowed.",
                SINCE,
                "Add an index that serves it, or return fewer rows.");
    }

    static Finding noIndex(Migration migration, NamedQuery query, Collection<Relation> whole) {
        return of(
                PolicyRule.PERFORMANCE_NO_INDEX,
                query,
                migration,
                "reads all of " + whole.stream().map(Relation::toString).collect(Collectors.joining(", "))
                        + ", also where the server is made to search by an index.",
                SINCE + " It is fast as long as the table is small.",
                "Add an index on the columns by which it searches; a query that means all rows is allowed with a comment, "
                        + "-- schemaproof:allow " + PolicyRule.PERFORMANCE_NO_INDEX.id() + " " + query.id()
                        + " because ….");
    }

    static Finding noPlan(Migration migration, NamedQuery query) {
        return of(
                PolicyRule.PERFORMANCE_NOT_CHECKED,
                query,
                migration,
                "has no plan.",
                "Whether an index serves it is not known.",
                "");
    }

    static Finding neverMeasured(Migration last, NamedQuery query, Optional<String> refusal) {
        return of(
                PolicyRule.PERFORMANCE_NOT_CHECKED,
                query,
                last,
                "was measured after none of these migrations"
                        + refusal.map(text -> ": " + text).orElse("") + ".",
                "Whether it is fast enough is not known.",
                "Mend it, give values for its parameters below its name, or take it out.");
    }

    static Finding notChecked(Migration migration, String what, String remedy) {
        return MigrationRule.finding(
                PolicyRule.PERFORMANCE_NOT_CHECKED, Optional.empty(), Place.of(migration.up()), what, remedy, Map.of());
    }
}
