package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.extensions;
import static io.schemaproof.assertions.rule.Rules.functions;
import static io.schemaproof.assertions.rule.Rules.tables;
import static io.schemaproof.assertions.rule.Rules.views;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Extension;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.View;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ready rules about who may see and do what.
 *
 * @since 0.1
 */
public final class SecurityRules {

    /** The functions that tell who asks: the server's own, and those of schema auth of platforms with row level security. */
    private static final Pattern PER_ROW = Pattern.compile("(?<!SELECT )(?<![\\w.\"])(current_setting|auth\\.\\w+)\\(");

    private SecurityRules() {}

    /** {@code schema.row-security-without-policy}: tables of which nobody but the owner sees a row. */
    public static ObjectRule<Table> havePolicyWhereRowSecurityIs() {
        return tables().that()
                .haveRowSecurity()
                .should(ObjectCondition.of(
                        "have a policy",
                        table -> !table.policies().isEmpty(),
                        table -> "has row level security and no policy: nobody but its owner sees a row",
                        table -> "CREATE POLICY " + policyName(table) + " ON " + table.identity()
                                + " TO CURRENT_USER USING (false);  -- say who sees which rows"))
                .because("a policy is missing, or the security is left over")
                .as("schema.row-security-without-policy");
    }

    private static String policyName(Table table) {
        return table.quotedName();
    }

    /** {@code schema.policy-without-row-security}: tables whose policies do nothing. */
    public static ObjectRule<Table> haveRowSecurityWherePolicyIs() {
        return tables().that(ObjectPredicate.<Table>of(
                        "have a policy", table -> !table.policies().isEmpty()))
                .should(ObjectCondition.of(
                        "have row level security",
                        Table::isRowSecurityEnabled,
                        table -> "has a policy, and row level security is off",
                        table -> "ALTER TABLE " + table.identity() + " ENABLE ROW LEVEL SECURITY;"))
                .because("a policy does nothing without it")
                .as("schema.policy-without-row-security");
    }

    /** {@code schema.row-security-not-forced}: tables whose owner sees every row. */
    public static ObjectRule<Table> forceRowSecurity() {
        return tables().that()
                .haveRowSecurity()
                .should()
                .haveForcedRowSecurity()
                .because("an application that connects as the owner sees all rows")
                .as("schema.row-security-not-forced");
    }

    /** {@code schema.no-row-security}: tables without row level security. */
    public static ObjectRule<Table> haveRowSecurity() {
        return tables().that()
                .not()
                .areForeign()
                .should()
                .haveRowSecurity()
                .because("whoever may read the table reads every row")
                .as("schema.no-row-security");
    }

    /** {@code schema.policy-always-true}: policies that let everybody write every row; reading may be meant. */
    public static ObjectRule<Table> haveNoPolicyThatIsAlwaysTrue() {
        return tables().that(ObjectPredicate.<Table>of(
                        "have a policy", table -> !table.policies().isEmpty()))
                .should(new ObjectCondition<>(
                        "have no policy that lets every row be written",
                        schema -> table -> table.policies().stream()
                                .filter(SecurityRules::isAlwaysTrue)
                                .map(policy -> new Violation(
                                        policy.id(),
                                        "is always true for "
                                                + policy.attribute("command").orElse(""),
                                        Optional.of("DROP POLICY " + lastPart(policy, table) + " ON " + table.identity()
                                                + ";")))
                                .toList()))
                .because("it gives away what row level security is to protect")
                .as("schema.policy-always-true");
    }

    private static boolean isAlwaysTrue(CatalogObject policy) {
        boolean writes = !policy.attribute("command").equals(Optional.of("select"));
        boolean permissive = policy.attribute("combination").equals(Optional.of("permissive"));
        return writes
                && permissive
                && Stream.of("using", "with check")
                        .anyMatch(attribute -> policy.attribute(attribute).equals(Optional.of("true")));
    }

    private static String lastPart(CatalogObject policy, Table table) {
        return policy.id().identity().substring(table.identity().length() + 1);
    }

    /** {@code schema.multiple-permissive-policies}: policies of which any one suffices. */
    public static ObjectRule<Table> haveOnePermissivePolicyForEach() {
        return tables().that(ObjectPredicate.<Table>of(
                        "have a policy", table -> !table.policies().isEmpty()))
                .should(new ObjectCondition<>(
                        "have one permissive policy for each command and role", schema -> SecurityRules::several))
                .because("any one of them suffices, and each is evaluated for each row")
                .as("schema.multiple-permissive-policies");
    }

    private static List<Violation> several(Table table) {
        return table.policies().stream()
                .filter(policy -> policy.attribute("combination").equals(Optional.of("permissive")))
                .collect(Collectors.groupingBy(policy -> policy.attribute("command")
                                .orElse("") + " to " + policy.attribute("roles").orElse("")))
                .entrySet()
                .stream()
                .filter(group -> group.getValue().size() > 1)
                .map(group -> Violation.of(
                        table,
                        "has " + group.getValue().size() + " permissive policies for " + group.getKey() + ": "
                                + group.getValue().stream()
                                        .map(policy -> lastPart(policy, table))
                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    /**
     * {@code schema.policy-evaluated-for-each-row}: policies that ask for a setting or the user's claims row by row, which
     * {@code (SELECT …)} around the call asks for once.
     */
    public static ObjectRule<Table> askOnceInPolicies() {
        return tables().that(ObjectPredicate.<Table>of(
                        "have a policy", table -> !table.policies().isEmpty()))
                .should(new ObjectCondition<>(
                        "have policies that ask once for each query",
                        schema -> table -> table.policies().stream()
                                .flatMap(policy -> call(policy).stream()
                                        .map(call -> new Violation(
                                                policy.id(),
                                                "calls " + call + "() for each row; write (SELECT " + call
                                                        + "(…)) to call it once",
                                                Optional.empty())))
                                .toList()))
                .because("on a large table the calls cost more than the query")
                .as("schema.policy-evaluated-for-each-row");
    }

    /** The function that is called outside of a subquery of its own; the server has written the expression. */
    private static Optional<String> call(CatalogObject policy) {
        return Stream.of("using", "with check")
                .flatMap(attribute -> policy.attribute(attribute).stream())
                .flatMap(expression -> PER_ROW.matcher(expression).results())
                .map(match -> match.group(1))
                .findFirst();
    }

    /** {@code schema.security-definer-search-path}: functions that run what the caller puts into the search path. */
    public static ObjectRule<Function> fixSearchPathOfSecurityDefiners() {
        return functions()
                .that()
                .areSecurityDefiner()
                .should()
                .haveFixedSearchPath()
                .because(
                        "the caller could put a function of his own in the way, which then runs with the owner's rights")
                .as("schema.security-definer-search-path");
    }

    /** {@code schema.view-not-security-invoker}: views that read past row level security. */
    public static ObjectRule<View> beSecurityInvoker() {
        return views().that()
                .not()
                .areMaterialized()
                .should()
                .beSecurityInvoker()
                .because("whoever may read the view reads what its owner may")
                .as("schema.view-not-security-invoker");
    }

    /** {@code schema.extension-in-public}: extensions among the schema's own objects. */
    public static ObjectRule<Extension> notBeInPublic() {
        return extensions()
                .that()
                .areNotIn("pg_catalog")
                .should(ObjectCondition.of("not be in public", extension -> {
                    if (!extension.schema().equals("public")) {
                        return Optional.empty();
                    }
                    Violation violation = Violation.of(extension, "is in public");
                    return Optional.of(
                            extension.object().is("relocatable")
                                    ? violation.suggesting("CREATE SCHEMA IF NOT EXISTS extensions; ALTER EXTENSION "
                                            + extension.identity() + " SET SCHEMA extensions;")
                                    : violation);
                }))
                .because("its functions mix with one's own, and everybody can call them")
                .as("schema.extension-in-public");
    }

    /** {@code schema.function-without-comment}: functions that nobody explained. */
    public static ObjectRule<Function> haveComment() {
        return functions()
                .should()
                .haveComment()
                .because("the next reader has only the name")
                .as("schema.function-without-comment");
    }
}
