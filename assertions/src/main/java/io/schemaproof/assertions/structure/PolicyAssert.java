package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Assert on a policy of row level security.
 *
 * <pre>{@code
 * rowSecurity.policy("tenant").isForCommand(ALL).appliesTo("app").hasUsing("tenant = current_setting('app.tenant')"); // passes
 * rowSecurity.policy("tenant").isRestrictive(); // fails: it is permissive
 * }</pre>
 *
 * @since 0.1
 */
public class PolicyAssert extends AbstractObjectAssert<PolicyAssert, CatalogObject> {

    private final Table table;

    PolicyAssert(Schema schema, CatalogObject actual, Table table) {
        super(schema, actual, actual, PolicyAssert.class);
        this.table = table;
    }

    /** Require the statements that it is for. */
    public PolicyAssert isForCommand(PolicyCommand command) {
        return same(
                "the policy's command",
                "FOR " + command,
                "FOR " + text("command").toUpperCase(Locale.ROOT));
    }

    /** Require that it is for exactly these roles, or for {@code PUBLIC}. */
    public PolicyAssert appliesTo(String... roles) {
        List<String> found = Arrays.stream(text("roles").split(", ", -1)).toList();
        return exactly(
                "the policy to be for exactly these roles",
                Arrays.stream(roles)
                        .map(role -> Roles.quoted(Roles.find(schema, role, this::missing)))
                        .toList(),
                found);
    }

    /** Require that it lets rows through: one permissive policy is enough. */
    public PolicyAssert isPermissive() {
        return same(
                "the policy to be permissive", "PERMISSIVE", text("combination").toUpperCase(Locale.ROOT));
    }

    /** Require that it holds rows back: all restrictive policies must agree. */
    public PolicyAssert isRestrictive() {
        return same(
                "the policy to be restrictive",
                "RESTRICTIVE",
                text("combination").toUpperCase(Locale.ROOT));
    }

    /** Require which rows it shows; the server says whether two conditions are the same. */
    public PolicyAssert hasUsing(String condition) {
        return condition("USING", "using", condition);
    }

    /** Require that it has no condition on the rows there are. */
    public PolicyAssert hasNoUsing() {
        return same("no USING", "none", object().attribute("using").orElse("none"));
    }

    /** Require which new rows it allows; the server says whether two conditions are the same. */
    public PolicyAssert hasWithCheck(String condition) {
        return condition("WITH CHECK", "with check", condition);
    }

    /** Require that it has no condition of its own on new rows; USING holds for them then. */
    public PolicyAssert hasNoWithCheck() {
        return same("no WITH CHECK", "none", object().attribute("with check").orElse("none"));
    }

    /** Require that neither condition is true for every row: the planner must not be able to leave it out. */
    public PolicyAssert isNotAlwaysTrue() {
        for (String part : List.of("using", "with check")) {
            object().attribute(part)
                    .filter(condition ->
                            new ServerText(schema.dataSource()).isAlwaysTrue(table.identity(), table.name(), condition))
                    .ifPresent(condition -> fail(Failure.expected("a condition that some row does not satisfy")
                            .butWas(
                                    "a condition",
                                    part.toUpperCase(Locale.ROOT) + " " + condition + ", which is always true")));
        }
        return this;
    }

    private PolicyAssert condition(String clause, String attribute, String condition) {
        String found = object().attribute(attribute).orElse("none");
        if (found.equals(condition)) {
            return this;
        }
        // Asked again, because how names are written depends on the search path.
        String stored = String.valueOf(sql().value(
                        "SELECT pg_get_expr(" + (attribute.equals("using") ? "polqual" : "polwithcheck")
                                + ", polrelid) FROM pg_catalog.pg_policy"
                                + " WHERE polrelid = pg_catalog.to_regclass(?) AND polname = ?",
                        table.identity(),
                        ChildLookup.name(actual)));
        return same(
                "the policy's " + clause,
                new ServerText(schema.dataSource()).policy(table.identity(), condition),
                found.equals("none") ? found : stored);
    }

    private String text(String attribute) {
        return object().attribute(attribute).orElse("");
    }
}
