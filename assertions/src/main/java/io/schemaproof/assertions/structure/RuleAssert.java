package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Assert on a rewrite rule. One that is disabled already fails where it is looked up.
 *
 * <pre>{@code
 * assertThat(schema).table("log").rule("log_is_kept").isOn(RuleEvent.DELETE).isInstead(); // passes
 * assertThat(schema).table("log").rule("log_is_kept").isOn(RuleEvent.INSERT); // fails: it is ON DELETE
 * }</pre>
 *
 * @since 0.1
 */
public class RuleAssert extends AbstractObjectAssert<RuleAssert, CatalogObject> {

    private final Facts facts;

    private RuleAssert(Schema schema, CatalogObject actual, Facts facts) {
        super(schema, actual, actual, RuleAssert.class);
        this.facts = facts;
    }

    static RuleAssert of(
            Schema schema,
            CatalogObject relation,
            String name,
            Function<Failure, AssertionError> missing,
            Consumer<Failure> fail) {
        CatalogObject rule = ChildLookup.child(schema, relation, ObjectKind.RULE, name, missing);
        String ruleName = ChildLookup.name(rule);
        Facts facts = Facts.of(schema.dataSource(), """
                SELECT CASE ev_type WHEN '1' THEN 'SELECT' WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' ELSE 'DELETE' END
                         AS event,
                       CASE WHEN is_instead THEN 'INSTEAD' ELSE 'ALSO' END AS kind,
                       ev_enabled IN ('O', 'A') AS enabled, ev_qual::text <> '<>' AS conditional
                FROM pg_catalog.pg_rewrite WHERE ev_class = pg_catalog.to_regclass(?) AND rulename = ?""", relation.id().identity(), ruleName);
        if (!facts.is("enabled")) {
            fail.accept(Failure.expected("rule " + Names.quote(ruleName) + " to be enabled")
                    .butWas("enabled", "disabled")
                    .suggest(
                            "ALTER TABLE " + relation.id().identity() + " ENABLE RULE " + Names.quote(ruleName) + ";"));
        }
        return new RuleAssert(schema, rule, facts);
    }

    /** Require the statement that it rewrites. */
    public RuleAssert isOn(RuleEvent event) {
        return same("the rule's event", "ON " + event, "ON " + facts.text("event"));
    }

    /** Require that it takes the place of the statement. */
    public RuleAssert isInstead() {
        return same("the rule to be INSTEAD", "INSTEAD", facts.text("kind"));
    }

    /** Require that it is done beside the statement. */
    public RuleAssert isAlso() {
        return same("the rule to be ALSO", "ALSO", facts.text("kind"));
    }

    /** Require that it holds for all rows: no WHERE before DO. */
    public RuleAssert isUnconditional() {
        return same(
                "the rule to have no condition",
                "unconditional",
                facts.is("conditional") ? "WHERE …" : "unconditional");
    }

    /** The statements that a rule can rewrite. */
    public enum RuleEvent {
        SELECT,
        INSERT,
        UPDATE,
        DELETE
    }
}
