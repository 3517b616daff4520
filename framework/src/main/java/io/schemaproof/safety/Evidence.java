package io.schemaproof.safety;

import io.schemaproof.migration.Statement;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.CostClass;
import io.schemaproof.trace.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what the text of a migration claims against what the server did for it. The text brings no finding and takes none away.
 *
 * @param findings the same, each with the fact {@code evidence}: {@code confirmed} where the text claims it too, {@code trace only}
 *     where only the server showed it, {@code text only} where only the text can tell
 * @param claims of the text that the findings do not confirm
 * @since 0.1
 */
public record Evidence(List<Finding> findings, List<Claim> claims) {

    private static final String FACT = "evidence";
    private static final int SHOWN = 20;
    private static final int LENGTH = 60;

    /** Whether an index of that name would be invalid, the server cannot show where none is; so the text is read. */
    private static final Set<String> OF_TEXT = Set.of(Hazard.INVALID_INDEX_HIDDEN.id());

    public Evidence {
        findings = List.copyOf(findings);
        claims = List.copyOf(claims);
    }

    /**
     * What the text of a statement claims and the findings do not confirm.
     *
     * @param contradicted whether the server was seen to do something else; else nobody has seen what it does
     * @param reason what the server did
     */
    public record Claim(Statement statement, TextRule rule, boolean contradicted, String reason) {}

    /** Compare the findings of a migration with its text. */
    public static Evidence of(TracedMigration migration, List<Finding> findings) {
        TextClaims text = new TextClaims();
        List<Claim> unconfirmed = new ArrayList<>();
        Map<Statement, Set<TextRule>> claims = new LinkedHashMap<>();
        for (TracedStatement statement : migration.statements()) {
            Set<TextRule> said = text.next(statement.sql());
            claims.put(statement.statement(), said);
            said.stream()
                    .filter(rule -> isWork(rule) || !migration.isDown())
                    .filter(rule ->
                            findings.stream().noneMatch(finding -> confirms(finding, statement.statement(), rule)))
                    .forEach(rule -> unconfirmed.add(claim(statement, rule)));
        }
        return new Evidence(
                findings.stream().map(finding -> weighed(finding, claims)).toList(), unconfirmed);
    }

    /** A name that is gone is told once, at the first statement that holds it; which down drops what its up has made, none. */
    private static boolean confirms(Finding finding, Statement statement, TextRule rule) {
        return rule.means(finding.rule()) && (isAt(finding, statement) || !isWork(rule));
    }

    private static boolean isWork(TextRule rule) {
        return rule.hazard() == Hazard.BLOCKING_WORK;
    }

    private static boolean isAt(Finding finding, Statement statement) {
        return finding.line() == statement.line()
                && finding.file().filter(statement.file()::equals).isPresent();
    }

    private static Finding weighed(Finding finding, Map<Statement, Set<TextRule>> claims) {
        if (finding.rule().equals(Hazard.NOT_CHECKED.id())) {
            return finding;
        }
        boolean confirmed = claims.entrySet().stream()
                .anyMatch(entry -> entry.getValue().stream().anyMatch(rule -> confirms(finding, entry.getKey(), rule)));
        String evidence = OF_TEXT.contains(finding.rule()) ? "text only" : confirmed ? "confirmed" : "trace only";
        return finding.withFact(FACT, evidence);
    }

    private static Claim claim(TracedStatement statement, TextRule rule) {
        Observation observation = statement.trace().observation();
        boolean seen = observation.isComplete() || observation == Observation.AT_STOPS;
        boolean known = !isWork(rule) || statement.cost().cost() != CostClass.UNKNOWN;
        if (!seen || !known) {
            return new Claim(statement.statement(), rule, false, "nobody has seen what the server does for it");
        }
        return new Claim(statement.statement(), rule, true, reason(statement, rule));
    }

    private static String reason(TracedStatement statement, TextRule rule) {
        if (!isWork(rule)) {
            return "it was not there before the migration, or its name can still be used";
        }
        List<BlockingLock> taken = statement.taken();
        List<BlockingLock> held = statement.held();
        if (taken.isEmpty() && held.isEmpty()) {
            return "no table of before is locked so that the application waits";
        }
        return (taken.isEmpty()
                        ? "its transaction holds " + BlockingLock.words(held) + " already"
                        : "it takes " + BlockingLock.words(taken))
                + ", and neither reads nor writes more where the tables are larger: O(1)";
    }

    /** One note of all claims that the server contradicts; empty where there are none. */
    public static Optional<Finding> contradicted(List<Claim> claims) {
        return note(
                Hazard.TEXT_CONTRADICTED,
                claims.stream().filter(Claim::contradicted).toList(),
                "The text alone would be warned of, and the server does something else");
    }

    /** One note of all claims of which the trace knows nothing; empty where there are none. */
    public static Optional<Finding> textOnly(List<Claim> claims) {
        return note(
                Hazard.TEXT_ONLY,
                claims.stream().filter(claim -> !claim.contradicted()).toList(),
                "Only the text says so");
    }

    private static Optional<Finding> note(Hazard hazard, List<Claim> claims, String what) {
        if (claims.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder message = new StringBuilder(what + ":");
        claims.stream()
                .limit(SHOWN)
                .forEach(claim -> message.append("\n  - " + claim.statement().file() + ":"
                        + claim.statement().line() + " " + claim.statement().abbreviated(LENGTH) + " ("
                        + claim.rule().names() + "): " + claim.reason()));
        if (claims.size() > SHOWN) {
            message.append("\n  - and ").append(claims.size() - SHOWN).append(" more");
        }
        Statement first = claims.get(0).statement();
        return Optional.of(SafetyFinding.of(
                hazard,
                Optional.empty(),
                first.file(),
                first.line(),
                message.toString(),
                "",
                Map.of("claims", String.valueOf(claims.size()))));
    }
}
