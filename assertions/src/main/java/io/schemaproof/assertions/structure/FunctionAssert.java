package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.query.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assert on a function, a procedure, an aggregate or a window function.
 *
 * <pre>{@code
 * assertThat(schema).function("price_of(bigint, date)").returns("numeric").isStable(); // passes
 * assertThat(schema).function("price_of(bigint, date)").hasFixedSearchPath(); // fails: it has its caller's
 * }</pre>
 *
 * @since 0.1
 */
public class FunctionAssert extends AbstractFunctionAssert<FunctionAssert> {

    FunctionAssert(Schema schema, Function actual) {
        super(schema, actual, FunctionAssert.class);
    }

    @Override
    protected String where() {
        return actual.kind().word() + " " + actual.signature();
    }

    /** Require what it is; a window function is no plain function. */
    public FunctionAssert isKind(FunctionKind kind) {
        return same("the kind of routine", kind, FunctionKind.of(facts.facts().text("kind")));
    }

    /**
     * Require a result as it follows RETURNS, types written in any way the server knows: {@code SETOF text}, {@code
     * TABLE (make varchar)}. A function with OUT parameters returns their type, or {@code record} when there are several.
     */
    public FunctionAssert returns(String result) {
        String found = actual.object().attribute("returns").orElse("nothing: it is a procedure");
        if (!found.equals(result)) {
            same("the function to return " + result, new Canonical(schema.dataSource()).returns(result), found);
        }
        return this;
    }

    /** Require the names of the arguments that a caller gives, in order. */
    public FunctionAssert hasArgumentNames(String... names) {
        return names("the arguments to be named ", "i,b,v", names);
    }

    /** Require the names of the OUT and INOUT arguments and of the columns of a TABLE, in order. */
    public FunctionAssert hasOutputNames(String... names) {
        return names("the results to be named ", "o,b,t", names);
    }

    /**
     * Require all arguments with mode, name and type as the server writes them: {@code IN quantity integer}, {@code OUT
     * total numeric}, {@code VARIADIC ids bigint[]}, {@code TABLE make text}.
     */
    public FunctionAssert hasExactlyArguments(String... arguments) {
        List<String> expected = List.of(arguments);
        List<String> found = facts.arguments();
        if (!expected.equals(found)) {
            fail(arguments("the arguments", expected, found));
        }
        return this;
    }

    /** Require the default of an argument; an argument without a name is called by its number from 1. */
    public FunctionAssert hasArgumentDefault(String argument, String expression) {
        String name = argument.matches("\\d+") ? argument : Names.column(argument);
        Map<String, String> defaults = facts.defaults();
        String found = defaults.getOrDefault(name, "no default");
        if (!found.equals(expression) && !found.equals(canonicalDefault(name, expression))) {
            fail(arguments("the default of argument " + argument, expression, found));
        }
        return this;
    }

    /** Require that every argument must be given. */
    public FunctionAssert hasNoArgumentDefaults() {
        return same("no argument to have a default", Map.of(), facts.defaults());
    }

    /** Require that there are exactly these functions of its name in its schema, each by its argument types. */
    public FunctionAssert hasExactlyOverloads(String... argumentTypes) {
        String name = Names.quote(actual.schema()) + "." + Names.quote(actual.name());
        List<String> expected = Arrays.stream(argumentTypes)
                .map(types -> name + "(" + types.replaceFirst("^\\((.*)\\)$", "$1") + ")")
                .map(wanted -> FunctionLookup.all(schema, wanted).stream()
                        .findFirst()
                        .map(TypedObject::identity)
                        .orElse(wanted))
                .toList();
        List<String> found = schema.catalog().functions().stream()
                .filter(other ->
                        other.schema().equals(actual.schema()) && other.name().equals(actual.name()))
                .map(TypedObject::identity)
                .toList();
        return exactly("exactly these overloads", expected, found);
    }

    /** Require a body, as it stands between the quotes; space at its ends does not count. */
    public FunctionAssert hasBody(String body) {
        return same("the body to be the one given", body.strip(), actual.body().strip());
    }

    /**
     * Require that the body is still the one of which this MD5 was taken.
     *
     * @param md5 32 digits, in lower case; the failing assertion names the one there is
     */
    public FunctionAssert hasBodyChecksum(String md5) {
        return same("the body not to have changed", md5, facts.facts().text("checksum"));
    }

    /**
     * Require that its body still fits the objects there are, as {@link SchemaAssert#allFunctionsStillCompile()} does for
     * all.
     */
    public FunctionAssert stillCompiles() {
        return stillCompiles(UncheckedBodies.FAIL);
    }

    /** Require that its body still fits the objects there are, as far as the server can say. */
    public FunctionAssert stillCompiles(UncheckedBodies unchecked) {
        FunctionCompilation.of(schema, List.of(actual)).failure(unchecked).ifPresent(this::fail);
        return this;
    }

    /**
     * Go on with what it returns for these arguments. Each assertion calls it anew, in a transaction that is rolled back;
     * arguments are brought into the declared types, those with a default may be left out at the end.
     *
     * @throws AssertionError if it is no function that a query can call, or if the number of arguments does not fit
     */
    public QueryAssert call(@Nullable Object... arguments) {
        Facts known = facts.facts();
        FunctionKind kind = FunctionKind.of(known.text("kind"));
        if (kind != FunctionKind.FUNCTION || known.is("fires")) {
            throw missing(Failure.expected("a function that a query can call")
                    .butWas("FUNCTION", known.is("fires") ? "a trigger function" : kind));
        }
        List<String> types = facts.inputTypes();
        if (arguments.length < Integer.parseInt(known.text("required")) || arguments.length > types.size()) {
            throw missing(arguments("a call with arguments that fit", types.size() + " arguments", arguments.length));
        }
        return continued(new QueryAssert(Query.of(
                RolledBackDataSource.of(schema.dataSource()), call(types, arguments.length, known), arguments)));
    }

    /** Go on with who may call it. */
    public PrivilegesAssert privileges() {
        return continued(PrivilegesAssert.of(schema, Securable.FUNCTION, identity()));
    }

    /** Assert on who may call it and come back; all failures are reported together. */
    public FunctionAssert privileges(Consumer<PrivilegesAssert> requirements) {
        return nested(privileges(), requirements);
    }

    private String call(List<String> types, int count, Facts known) {
        StringBuilder call = new StringBuilder("SELECT * FROM ")
                .append(Names.sql(List.of(actual.schema(), actual.name())))
                .append('(');
        // A shorter call could mean another function of the same name: so defaults are written out.
        List<String> defaults = List.copyOf(facts.defaults().values());
        for (int i = 0; i < types.size(); i++) {
            boolean variadic = known.is("variadic") && i == types.size() - 1;
            String value = i < count ? "?" : defaults.get(defaults.size() - types.size() + i);
            call.append(i == 0 ? "" : ", ").append(variadic ? "VARIADIC " : "");
            call.append("CAST(")
                    .append(value)
                    .append(" AS ")
                    .append(types.get(i))
                    .append(')');
        }
        return call.append(')').toString();
    }

    private FunctionAssert names(String rule, String modes, String... names) {
        List<String> expected = names.length == 0 ? List.of() : new Columns(List.of(names)).folded();
        List<String> found = facts.names(modes);
        if (!expected.equals(found)) {
            fail(arguments(
                    rule + Names.list(expected),
                    Names.list(expected),
                    found.isEmpty() ? "no names" : Names.list(found)));
        }
        return this;
    }

    private String canonicalDefault(String argument, String expression) {
        List<String> names = facts.names("i,b,v");
        int index = argument.matches("\\d+") ? Integer.parseInt(argument) - 1 : names.indexOf(argument);
        List<String> types = facts.inputTypes();
        return index < 0 || index >= types.size()
                ? expression
                : new ServerText(schema.dataSource()).argumentDefault(types.get(index), expression);
    }
}
