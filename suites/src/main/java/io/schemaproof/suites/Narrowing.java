package io.schemaproof.suites;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.MigrationVerdict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of its subject a suite looks at. Immutable: each method returns another narrowing.
 *
 * <p>What was not checked, and an up that fails, is never narrowed away: it would pass then without a proof.
 *
 * @param from first version to look at; earlier ones are applied all the same
 * @param to last version
 * @param schemas those alone, as in messages; none for all
 * @param ignoring objects that are left out with what is part of them, as in messages: {@code public.orders}
 * @param rules those alone, by their ids; none for all
 * @param withoutRules rules that are left out, by their ids
 * @since 0.1
 */
public record Narrowing(
        Optional<String> from,
        Optional<String> to,
        List<String> schemas,
        List<String> ignoring,
        List<String> rules,
        List<String> withoutRules) {

    /** Nothing is left out. */
    public static final Narrowing NONE =
            new Narrowing(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), List.of());

    private static final Set<MigrationVerdict> NEVER = Set.of(MigrationVerdict.UP_FAILS, MigrationVerdict.INCONCLUSIVE);

    private static final Pattern SCHEMA = Pattern.compile("([a-z_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")++\")\\.");

    public Narrowing {
        schemas = List.copyOf(schemas);
        ignoring = List.copyOf(ignoring);
        rules = List.copyOf(rules);
        withoutRules = List.copyOf(withoutRules);
    }

    public Narrowing from(String version) {
        return new Narrowing(Optional.of(version), to, schemas, ignoring, rules, withoutRules);
    }

    public Narrowing to(String version) {
        return new Narrowing(from, Optional.of(version), schemas, ignoring, rules, withoutRules);
    }

    public Narrowing schemas(String... names) {
        return new Narrowing(from, to, List.of(names), ignoring, rules, withoutRules);
    }

    public Narrowing ignoring(String... objects) {
        return new Narrowing(from, to, schemas, List.of(objects), rules, withoutRules);
    }

    public Narrowing rules(String... ids) {
        return new Narrowing(from, to, schemas, ignoring, List.of(ids), withoutRules);
    }

    public Narrowing withoutRules(String... ids) {
        return new Narrowing(from, to, schemas, ignoring, rules, List.of(ids));
    }

    /** Whether a rule is meant. */
    boolean means(String rule) {
        return (rules.isEmpty() || rules.contains(rule)) && !withoutRules.contains(rule);
    }

    /** Whether a rule is left by which a suite judges; one that says that nothing is known proves nothing. */
    boolean leaves(Suite suite) {
        return MigrationRule.all().stream()
                .filter(rule -> suite.judgesBy(rule) && rule.verdict() != MigrationVerdict.INCONCLUSIVE)
                .anyMatch(rule -> means(rule.id()));
    }

    /**
     * Require that each rule that is named is one.
     *
     * @param conventions ids of rules about the schema
     * @throws IllegalArgumentException if one is none, or says that nothing is known, and is to be left out
     */
    void validate(Collection<String> conventions) {
        Stream.concat(rules.stream(), withoutRules.stream())
                .filter(id -> MigrationRule.of(id).isEmpty() && !conventions.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("There is no rule " + id + " to narrow a suite with.");
                });
        withoutRules.stream().filter(Narrowing::mustStay).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException(
                    id + " cannot be left out: what was not checked, or failed, would pass.");
        });
    }

    /** Which findings of a suite's verification are meant. A query lies in no schema. */
    Predicate<Finding> findings(Suite suite) {
        boolean inSchemas = suite != Suite.QUERY_COMPATIBILITY && suite != Suite.PERFORMANCE;
        return finding -> mustStay(finding.rule())
                || (means(finding.rule())
                        && finding.object()
                                .map(object -> !isIgnored(object) && (!inSchemas || isInSchemas(object)))
                                .orElse(true));
    }

    /** Whether an object that lies in a schema is meant, as messages name it. */
    boolean meansObject(String object) {
        return SCHEMA.matcher(object).lookingAt() && isInSchemas(object) && !isIgnored(object);
    }

    private static boolean mustStay(String rule) {
        return MigrationRule.of(rule)
                .map(MigrationRule::verdict)
                .filter(NEVER::contains)
                .isPresent();
    }

    private boolean isIgnored(String object) {
        return ignoring.stream().anyMatch(ignored -> object.equals(ignored) || object.startsWith(ignored + "."));
    }

    /** What does not begin with a schema, such as a role, is in all of them. */
    private boolean isInSchemas(String object) {
        Matcher schema = SCHEMA.matcher(object);
        return schemas.isEmpty() || !schema.lookingAt() || schemas.contains(schema.group(1));
    }
}
