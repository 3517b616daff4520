package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.trace.RelationKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CREATE INDEX and REINDEX with CONCURRENTLY on servers whose concurrent builds lose rows, which 14.4 has mended.
 *
 * @param version of the server in production, as it is said: {@code 14.2}
 */
record ConcurrentlyCorrupts(String version) implements SafetyRule {

    private static final Pattern NUMBERS = Pattern.compile("\\s*(\\d+)(?:\\.(\\d+))?.*");
    private static final Pattern BUILDS = Pattern.compile("(?is)\\s*(CREATE|REINDEX)\\b.*");
    private static final int MAJOR = 14;
    private static final int MENDED = 4;

    @Override
    public List<Finding> judge(TracedMigration migration) {
        if (!isBroken()) {
            return List.of();
        }
        return migration.statements().stream()
                .filter(TracedStatement::isConcurrent)
                .filter(statement -> BUILDS.matcher(Words.code(statement.sql())).matches())
                .map(this::finding)
                .toList();
    }

    private boolean isBroken() {
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.matches()
                && Integer.parseInt(numbers.group(1)) == MAJOR
                && numbers.group(2) != null
                && Integer.parseInt(numbers.group(2)) < MENDED;
    }

    private Finding finding(TracedStatement statement) {
        Optional<String> index = statement.trace().created().stream()
                .filter(relation -> relation.kind() == RelationKind.INDEX)
                .map(Words::name)
                .findFirst();
        return SafetyFinding.of(
                Hazard.CONCURRENTLY_CORRUPTS,
                statement,
                index,
                "Builds " + index.orElse("an index") + " while others write, on PostgreSQL " + version + ": "
                        + statement.abbreviated() + ".",
                "Update the server to 14.4 or newer first. Where it was done already: REINDEX INDEX CONCURRENTLY "
                        + index.orElse("…") + "; after the update.",
                Map.of("version", version));
    }
}
