package io.schemaproof.reports;

import io.schemaproof.rule.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What checks and rules are about, as people call it, and the page that explains it. */
final class Contracts {

    private record Contract(String title, String page) {}

    /** By the part of a rule's id before the dot. */
    private static final Map<String, Contract> FAMILIES = Map.ofEntries(
            Map.entry("roundtrip", new Contract("round trip", "round-trip.md")),
            Map.entry("data", new Contract("rows survive", "rows.md")),
            Map.entry("safety", new Contract("safety", "safety.md")),
            Map.entry("traffic", new Contract("traffic", "traffic.md")),
            Map.entry("queries", new Contract("queries", "queries.md")),
            Map.entry("performance", new Contract("plans and times", "queries.md")),
            Map.entry("idempotency", new Contract("second run", "policies.md")),
            Map.entry("partial", new Contract("stop half way", "policies.md")),
            Map.entry("determinism", new Contract("determinism", "policies.md")),
            Map.entry("order", new Contract("order of changes", "gate.md")),
            Map.entry("waiver", new Contract("waivers", "gate.md")),
            Map.entry("baseline", new Contract("waivers", "gate.md")));

    /** Checks that are not called like the rules that they have. */
    private static final Map<String, String> CHECKS = Map.of(
            "up", "roundtrip",
            "down", "roundtrip",
            "up again", "roundtrip",
            "rows", "data",
            "assumptions", "data",
            "end state", "safety",
            "text beside trace", "safety");

    private Contracts() {}

    /** What a check is about. */
    static Optional<String> ofCheck(String check) {
        String family = check.startsWith("chain") ? "roundtrip" : CHECKS.getOrDefault(check, check);
        return Optional.ofNullable(FAMILIES.get(family)).map(Contract::title);
    }

    /** What a rule is about. */
    static Optional<String> of(Finding finding) {
        return Optional.ofNullable(FAMILIES.get(family(finding))).map(Contract::title);
    }

    /** Where the rule of a finding is explained, below the folder of the pages. */
    static Optional<String> page(Finding finding) {
        String family = family(finding);
        // Each rule of safety has a heading of its own.
        String anchor = family.equals("safety")
                ? "#" + finding.rule().toLowerCase(Locale.ROOT).replace(".", "")
                : "";
        return Optional.ofNullable(FAMILIES.get(family)).map(contract -> contract.page() + anchor);
    }

    private static String family(Finding finding) {
        int dot = finding.rule().indexOf('.');
        return dot < 0 ? finding.rule() : finding.rule().substring(0, dot);
    }
}
