package io.schemaproof.verify.compatibility;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sums up which services a migration affects, and how. */
final class AffectedServices {

    private AffectedServices() {}

    /**
     * Sum up.
     *
     * @param judged behind which they were sent again
     * @param services whose queries were checked
     * @param affected what was found, by the service
     */
    static Finding of(JudgedScript judged, Set<String> services, Map<String, List<Finding>> affected) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("affectedServices", String.join(", ", affected.keySet()));
        facts.put("services", String.join(", ", services));
        affected.forEach((service, findings) -> facts.put("service " + service, queries(findings)));
        return MigrationRule.finding(
                PolicyRule.QUERY_AFFECTED,
                Optional.empty(),
                Place.of(judged.script()),
                (judged.down() ? "The down of this migration affects " : "This migration affects ") + affected.size()
                        + " of " + services.size()
                        + (services.size() == 1 ? " service: " : " services: ")
                        + affected.entrySet().stream()
                                .map(entry -> entry.getKey() + " (" + queries(entry.getValue()) + ")")
                                .collect(Collectors.joining(", ")),
                "",
                facts);
    }

    /** Such as {@code find_orders broken; list_orders result-widened, cached-plan}. */
    private static String queries(List<Finding> findings) {
        Map<String, List<String>> rules = new LinkedHashMap<>();
        for (Finding finding : findings) {
            rules.computeIfAbsent(finding.facts().getOrDefault("query", ""), key -> new ArrayList<>())
                    .add(finding.rule().substring(finding.rule().indexOf('.') + 1));
        }
        return rules.entrySet().stream()
                .map(query -> query.getKey() + " " + String.join(", ", query.getValue()))
                .collect(Collectors.joining("; "));
    }
}
