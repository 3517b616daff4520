package io.schemaproof.verify.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.LeftOver;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.result.MigrationLedger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What migrations have begun and no later one has ended, told of the one that has begun it. */
final class EndState {

    private final Map<MigrationLedger, Set<String>> begun = new LinkedHashMap<>();
    /** What is about a table that the same migration has made. */
    private final Set<String> ofNewTables = new TreeSet<>();

    /** Note what a migration has begun. What was ended in between and is begun again is this one's. */
    void saw(MigrationLedger ledger, Catalog from, Catalog to, Set<String> before, Map<String, LeftOver> after) {
        Set<String> known = begun.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Set<String> own = new TreeSet<>();
        after.forEach((key, left) -> {
            if (!before.contains(key) && left.isNews(from, to, known)) {
                own.add(key);
                if (left.isOfNewTable(from)) {
                    ofNewTables.add(key);
                } else {
                    ofNewTables.remove(key);
                }
            }
        });
        begun.values().forEach(earlier -> earlier.removeAll(own));
        begun.put(ledger, own);
    }

    /** Tell what is still so at the end. */
    void finish(CheckScope scope, Map<String, LeftOver> left) {
        begun.forEach((ledger, own) -> {
            List<Finding> findings = LeftOver.in(
                    ledger.migration().up(),
                    left.entrySet().stream()
                            .filter(entry -> own.contains(entry.getKey()))
                            .map(entry -> ofNewTables.contains(entry.getKey())
                                    ? entry.getValue().ofNewTable()
                                    : entry.getValue())
                            .toList());
            if (!findings.isEmpty()) {
                scope.finish(ledger, "end state", findings, Map.of());
            }
        });
    }
}
