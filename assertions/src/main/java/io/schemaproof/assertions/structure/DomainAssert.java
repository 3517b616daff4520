package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Assert on a domain.
 *
 * <pre>{@code
 * assertThat(schema).domain("price").hasBaseType("numeric(10,2)").accepts("0", 9.99).rejects("-0.01"); // passes
 * assertThat(schema).domain("price").accepts(-1); // fails: its CHECK says no
 * }</pre>
 *
 * @since 0.1
 */
public class DomainAssert extends AbstractTypeAssert<DomainAssert, Domain> {

    DomainAssert(Schema schema, Domain actual) {
        super(schema, actual, actual.object(), DomainAssert.class);
    }

    /** Require a base type, written in any way the server knows. */
    public DomainAssert hasBaseType(String type) {
        return sameType("the base type to be " + type, type, actual.baseType());
    }

    /** Require that NULL is not allowed. */
    public DomainAssert isNotNullable() {
        return same(
                "the domain to be NOT NULL",
                "NOT NULL",
                actual.isNullable() ? "NULL" : "NOT NULL",
                "ALTER DOMAIN " + identity() + " SET NOT NULL;");
    }

    /** Require that NULL is allowed. */
    public DomainAssert isNullable() {
        return same("the domain to allow NULL", "NULL", actual.isNullable() ? "NULL" : "NOT NULL");
    }

    /** Require a default; the server says whether two expressions are the same. */
    public DomainAssert hasDefault(String expression) {
        String stored = sql().value(
                        "SELECT coalesce(pg_get_expr(typdefaultbin, 0), typdefault) FROM pg_catalog.pg_type"
                                + " WHERE oid = pg_catalog.to_regtype(?)",
                        identity());
        String found = stored == null ? "no default" : stored;
        return found.equals(expression)
                ? this
                : same(
                        "the default to be " + expression,
                        new ServerText(schema.dataSource()).domainDefault(actual.baseType(), expression),
                        found);
    }

    /** Require that there is no default. */
    public DomainAssert hasNoDefault() {
        return same("no default", "no default", actual.defaultExpression().orElse("no default"));
    }

    /** Require checks of these names and no other. */
    public DomainAssert hasExactlyChecks(String... names) {
        return exactly(
                "exactly these checks",
                Arrays.stream(names).map(Names::column).toList(),
                checks().stream().map(TypedObject::name).toList());
    }

    /** Require a check of this condition on {@code VALUE}, validated; the server says whether two are the same. */
    public DomainAssert hasCheck(String condition) {
        String expected = new ServerText(schema.dataSource()).domainCheck(actual.baseType(), condition);
        Map<String, List<String>> found = new TreeMap<>();
        sql().rows("""
                SELECT pg_get_expr(conbin, 0), quote_ident(conname), convalidated::text FROM pg_catalog.pg_constraint
                WHERE contypid = pg_catalog.to_regtype(?) AND contype = 'c' ORDER BY convalidated DESC, conname""", identity())
                .forEach(row -> found.putIfAbsent(
                        String.valueOf(row.get(0)), List.of(String.valueOf(row.get(1)), String.valueOf(row.get(2)))));
        List<String> check = found.get(expected);
        if (check == null) {
            fail(Failure.expected("a check of " + condition)
                    .butWas(expected, found.isEmpty() ? "no check" : String.join("; ", found.keySet())));
        } else if (!check.get(1).equals("true")) {
            fail(Failure.expected("the check " + check.get(0) + " to hold for every stored value")
                    .butWas("validated", "NOT VALID")
                    .suggest("ALTER DOMAIN " + identity() + " VALIDATE CONSTRAINT " + check.get(0) + ";"));
        }
        return this;
    }

    /** Require that each value can become one of the domain; a value is given to the server as its text. */
    public DomainAssert accepts(@Nullable Object... values) {
        for (Object value : values) {
            Attempt attempt = cast(value);
            if (attempt.refusal().isPresent()) {
                fail(Failure.expected("the domain to accept " + shown(value))
                        .butWas("accepted", "rejected")
                        .line(attempt.words()));
            }
        }
        return this;
    }

    /** Require that NOT NULL or a check refuses each value; what is no value of the base type fails. */
    public DomainAssert rejects(@Nullable Object... values) {
        for (Object value : values) {
            Attempt attempt = cast(value);
            Failure failure = Failure.expected("the domain to reject " + shown(value));
            if (attempt.refusal().isEmpty()) {
                fail(failure.butWas("rejected", "accepted"));
            } else if (!attempt.state().startsWith("23")) {
                fail(failure.butWas("rejected by the domain", "not a value of " + actual.baseType())
                        .line(attempt.words()));
            }
        }
        return this;
    }

    private Attempt cast(@Nullable Object value) {
        return Attempt.of(
                schema.dataSource(),
                "SELECT CAST(CAST(? AS text) AS " + identity() + ")",
                value == null ? null : value.toString());
    }

    private List<Constraint> checks() {
        return actual.constraints().stream()
                .filter(constraint -> constraint.type().equals("check"))
                .toList();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "NULL" : "'" + value + "'";
    }
}
