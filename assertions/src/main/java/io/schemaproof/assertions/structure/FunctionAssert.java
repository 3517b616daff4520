package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Function.Volatility;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.Locale;

/**
 * Assert on a function or a procedure.
 *
 * @since 0.1
 */
public class FunctionAssert extends AbstractSchemaproofAssert<FunctionAssert, Function> {

    private final Schema schema;

    FunctionAssert(Schema schema, Function actual) {
        super(actual, FunctionAssert.class);
        this.schema = schema;
    }

    @Override
    protected String where() {
        return actual.kind().word() + " " + actual.signature();
    }

    /**
     * Require a result as it follows RETURNS, types written in any way the server knows: {@code SETOF text}, {@code
     * TABLE (make varchar)}. A function with OUT parameters returns their type, or {@code record} when there are several.
     */
    public FunctionAssert returns(String result) {
        String found = actual.returns().orElse("nothing: it is a procedure");
        if (!found.equals(result)) {
            String canonical = new Canonical(schema.dataSource()).returns(result);
            if (!found.equals(canonical)) {
                fail(Failure.expected("the function to return " + result).butWas(canonical, found));
            }
        }
        return this;
    }

    /** Require the names of the arguments that a caller gives, in order. */
    public FunctionAssert hasArgumentNames(String... names) {
        List<String> expected = names.length == 0 ? List.of() : new Columns(List.of(names)).folded();
        List<String> found = new Sql(schema.dataSource()).column("""
                SELECT coalesce(n.name, '') FROM pg_catalog.pg_proc p
                CROSS JOIN LATERAL unnest(p.proargnames) WITH ORDINALITY n(name, place)
                WHERE p.oid = pg_catalog.to_regprocedure(?)
                  AND (p.proargmodes IS NULL OR p.proargmodes[n.place] IN ('i', 'b', 'v')) ORDER BY n.place""", actual.signature());
        if (!expected.equals(found)) {
            fail(Failure.expected("the arguments to be named " + Names.list(expected))
                    .butWas(Names.list(expected), found.isEmpty() ? "no names" : Names.list(found))
                    .line("Arguments: " + actual.arguments()));
        }
        return this;
    }

    /** Require a language: {@code sql}, {@code plpgsql}. */
    public FunctionAssert hasLanguage(String language) {
        return is("to be written in " + language, language, actual.language());
    }

    public FunctionAssert isImmutable() {
        return volatility(Volatility.IMMUTABLE);
    }

    public FunctionAssert isStable() {
        return volatility(Volatility.STABLE);
    }

    public FunctionAssert isVolatile() {
        return volatility(Volatility.VOLATILE);
    }

    /** Require that NULL is returned for a NULL argument without a call. */
    public FunctionAssert isStrict() {
        return is("to be strict", "STRICT", actual.isStrict() ? "STRICT" : "CALLED ON NULL INPUT");
    }

    /** Require that it runs with the privileges of its owner. */
    public FunctionAssert isSecurityDefiner() {
        return is("to run as its owner", "SECURITY DEFINER", security());
    }

    /** Require that it runs with the privileges of its caller. */
    public FunctionAssert isSecurityInvoker() {
        return is("to run as its caller", "SECURITY INVOKER", security());
    }

    private String security() {
        return actual.isSecurityDefiner() ? "SECURITY DEFINER" : "SECURITY INVOKER";
    }

    private FunctionAssert volatility(Volatility expected) {
        return is(
                "to be " + expected.name().toLowerCase(Locale.ROOT),
                expected.name(),
                actual.volatility().name());
    }

    private FunctionAssert is(String rule, String expected, String found) {
        if (!expected.equals(found)) {
            fail(Failure.expected("the function " + rule).butWas(expected, found));
        }
        return this;
    }
}
