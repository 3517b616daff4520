package io.schemaproof.verify.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.safety.Evidence;
import io.schemaproof.safety.Evidence.Claim;
import io.schemaproof.safety.TracedMigration;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.result.MigrationLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the texts of all migrations claim beside what the server did; told once, with the first migration that it is about. */
final class TextBeside {

    private final Map<MigrationLedger, List<Claim>> claims = new LinkedHashMap<>();

    /** Say of each finding whether the text claims it too, and keep the other claims. */
    List<Finding> weigh(MigrationLedger ledger, Optional<TracedMigration> traced, List<Finding> findings) {
        if (traced.isEmpty() || !traced.get().large().run().succeeded()) {
            return findings;
        }
        Evidence evidence = Evidence.of(traced.get(), findings);
        claims.computeIfAbsent(ledger, key -> new ArrayList<>()).addAll(evidence.claims());
        return evidence.findings();
    }

    void finish(CheckScope scope) {
        List<Claim> all = claims.values().stream().flatMap(List::stream).toList();
        finish(scope, Evidence.contradicted(all), Claim::contradicted);
        finish(scope, Evidence.textOnly(all), claim -> !claim.contradicted());
    }

    private void finish(CheckScope scope, Optional<Finding> note, Predicate<Claim> kind) {
        note.ifPresent(finding ->
                first(kind).forEach(ledger -> scope.finish(ledger, "text beside trace", List.of(finding), Map.of())));
    }

    private Stream<MigrationLedger> first(Predicate<Claim> kind) {
        return claims.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(kind))
                .map(Map.Entry::getKey)
                .limit(1);
    }
}
