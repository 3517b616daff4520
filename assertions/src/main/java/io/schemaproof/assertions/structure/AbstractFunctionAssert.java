package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Function.Parallel;
import io.schemaproof.catalog.Function.Volatility;
import io.schemaproof.catalog.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a function promises to the planner and how it runs.
 *
 * <pre>{@code
 * assertThat(schema).function("price_of(bigint, date)").hasLanguage("sql").isStable().isStrict(); // passes
 * assertThat(schema).function("price_of(bigint, date)").isImmutable(); // fails: it is STABLE
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractFunctionAssert<S extends AbstractFunctionAssert<S>>
        extends AbstractObjectAssert<S, Function> {

    final FunctionFacts facts;

    AbstractFunctionAssert(Schema schema, Function actual, Class<?> selfType) {
        super(schema, actual, actual.object(), selfType);
        this.facts = new FunctionFacts(schema, actual);
    }

    /** Require a language: {@code sql}, {@code plpgsql}. */
    public S hasLanguage(String language) {
        return same(
                "the function to be written in " + language, Names.quote(Names.column(language)), actual.language());
    }

    public S isImmutable() {
        return volatility(Volatility.IMMUTABLE);
    }

    public S isStable() {
        return volatility(Volatility.STABLE);
    }

    public S isVolatile() {
        return volatility(Volatility.VOLATILE);
    }

    /** Require that NULL is returned for a NULL argument without a call. */
    public S isStrict() {
        return nulls("STRICT");
    }

    /** Require that it is called for a NULL argument too. */
    public S isCalledOnNullInput() {
        return nulls("CALLED ON NULL INPUT");
    }

    /** Require that it runs with the privileges of its owner. */
    public S isSecurityDefiner() {
        return security("as its owner", "SECURITY DEFINER");
    }

    /** Require that it runs with the privileges of its caller. */
    public S isSecurityInvoker() {
        return security("as its caller", "SECURITY INVOKER");
    }

    /** Require that parallel workers may run it. */
    public S isParallelSafe() {
        return parallel(Parallel.SAFE);
    }

    /** Require that only the leader of a parallel query may run it. */
    public S isParallelRestricted() {
        return parallel(Parallel.RESTRICTED);
    }

    /** Require that no query with it runs in parallel. */
    public S isParallelUnsafe() {
        return parallel(Parallel.UNSAFE);
    }

    /** Require that it says nothing of its arguments but by its result, so that it may run before a security barrier. */
    public S isLeakproof() {
        return same("the function to be leakproof", "LEAKPROOF", leakproof(), alter("LEAKPROOF"));
    }

    /** Require that it is not taken for leakproof. */
    public S isNotLeakproof() {
        return same("the function not to be leakproof", "NOT LEAKPROOF", leakproof(), alter("NOT LEAKPROOF"));
    }

    /** Require an estimated cost of one call, in units of {@code cpu_operator_cost}. */
    public S hasCost(double cost) {
        return same(
                "the function's cost",
                cost,
                Double.valueOf(object().attribute("cost").orElse("0")));
    }

    /** Require an estimated number of rows; 0 for a function that returns no set. */
    public S hasRows(double rows) {
        return same(
                "the function's estimated rows",
                rows,
                Double.valueOf(object().attribute("rows").orElse("0")));
    }

    /** Require a support function for the planner. */
    public S hasSupportFunction(String name) {
        String found = facts.facts().is("supported") ? facts.facts().text("support") : "none";
        String expected = sql().value("SELECT pg_catalog.to_regproc(?)::text", name);
        return same("the planner's support function", expected == null ? name : expected, found);
    }

    /** Require that a setting holds while it runs. */
    public S hasSetting(String name, String value) {
        return same(
                "the setting " + name + " of the function",
                value,
                facts.settings().getOrDefault(name, "not set"),
                alter("SET " + name + " = " + value));
    }

    /** Require that no caller's search path decides which objects it means. */
    public S hasFixedSearchPath() {
        Map<String, String> settings = facts.settings();
        return same(
                "the function to have a search path of its own",
                "SET search_path",
                settings.containsKey("search_path") ? "SET search_path" : "its caller's search_path",
                alter("SET search_path = pg_catalog, pg_temp") + "  -- and write names with their schema");
    }

    /** Require this search path while it runs. */
    public S hasSearchPath(String... schemas) {
        String found = facts.settings().get("search_path");
        List<String> expected =
                List.of(schemas).stream().map(Names::column).map(Names::quote).toList();
        List<String> actualPath = found == null
                ? List.of()
                : List.of(found.split(",\\s*", -1)).stream()
                        .map(each -> Names.quote(each.replace("\"", "")))
                        .filter(each -> !each.equals("\"\""))
                        .toList();
        return same(
                "the function's search path",
                "search_path = " + String.join(", ", expected),
                found == null ? "its caller's search_path" : "search_path = " + String.join(", ", actualPath));
    }

    /** Do the same with jOOQ schemas. */
    public S hasSearchPath(org.jooq.Schema first, org.jooq.Schema... more) {
        return hasSearchPath(Names.unqualified(first, more));
    }

    private S volatility(Volatility expected) {
        return same(
                "the function to be " + expected.name().toLowerCase(Locale.ROOT),
                expected,
                actual.volatility(),
                alter(expected.name()));
    }

    private S parallel(Parallel expected) {
        return same(
                "the function to be parallel " + expected.name().toLowerCase(Locale.ROOT),
                "PARALLEL " + expected,
                "PARALLEL " + actual.parallel(),
                alter("PARALLEL " + expected));
    }

    private S nulls(String expected) {
        return same("the function to be " + expected, expected, actual.isStrict() ? "STRICT" : "CALLED ON NULL INPUT");
    }

    private S security(String runs, String expected) {
        return same(
                "the function to run " + runs,
                expected,
                actual.isSecurityDefiner() ? "SECURITY DEFINER" : "SECURITY INVOKER",
                alter(expected));
    }

    private String leakproof() {
        return object().is("leakproof") ? "LEAKPROOF" : "NOT LEAKPROOF";
    }

    private String alter(String change) {
        return "ALTER ROUTINE " + identity() + " " + change + ";";
    }

    /** Word a failure about the arguments, with all of them as evidence. */
    final Failure arguments(String rule, Object expected, Object found) {
        return Failure.expected(rule).butWas(expected, found).line("Arguments: " + actual.arguments());
    }
}
