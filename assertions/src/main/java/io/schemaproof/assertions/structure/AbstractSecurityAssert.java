package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Named;

/**
 * The way from a database to roles and privileges, and what must hold for all of it.
 *
 * <pre>{@code
 * assertThat(schema).publicCannotCreateInAnySchema().hasExactlySecurityDefinerFunctionsForPublic(); // passes
 * assertThat(schema).securityDefinerFunctionsHaveFixedSearchPath(); // fails, and names those that have their caller's
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractSecurityAssert<S extends AbstractSecurityAssert<S>> extends AbstractObjectsAssert<S> {

    AbstractSecurityAssert(Schema actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /**
     * Go on with a role.
     *
     * @throws AssertionError if there is none of this name
     */
    public RoleAssert role(String name) {
        return continued(new RoleAssert(actual, Roles.find(actual, name, this::missing)));
    }

    /** Assert on a role and come back; all failures are reported together. */
    public S role(String name, Consumer<RoleAssert> requirements) {
        return nested(role(name), requirements);
    }

    /**
     * Go on as a role: what it sees and what it may do.
     *
     * @throws AssertionError if there is none of this name
     */
    public RoleSessionAssert asRole(String name) {
        return continued(RoleSessionAssert.of(actual, name, this::missing));
    }

    /** Assert as a role and come back; all failures are reported together. */
    public S asRole(String name, Consumer<RoleSessionAssert> requirements) {
        return nested(RoleSessionAssert.of(actual, name, this::missing), requirements);
    }

    /**
     * Go on with what is granted on an object.
     *
     * @param name as SQL writes it; a function's with its argument types
     * @throws AssertionError if there is none of this name
     */
    public PrivilegesAssert privileges(Securable kind, String name) {
        return continued(PrivilegesAssert.of(actual, kind, name));
    }

    /** Assert on what is granted on an object and come back; all failures are reported together. */
    public S privileges(Securable kind, String name, Consumer<PrivilegesAssert> requirements) {
        return nested(privileges(kind, name), requirements);
    }

    /** Go on with what is granted on what a jOOQ table, sequence or schema stands for. */
    public PrivilegesAssert privileges(Securable kind, Named object) {
        return privileges(kind, Names.of(object));
    }

    /** Assert on what is granted on what a jOOQ table, sequence or schema stands for and come back; all failures are reported together. */
    public S privileges(Securable kind, Named object, Consumer<PrivilegesAssert> requirements) {
        return nested(privileges(kind, object), requirements);
    }

    /** Go on with what is granted on the database itself. */
    public PrivilegesAssert databasePrivileges() {
        String name = String.valueOf(sql().value("SELECT pg_catalog.current_database()"));
        return privileges(Securable.DATABASE, Names.sql(List.of(name)));
    }

    /** Assert on what is granted on the database itself and come back; all failures are reported together. */
    public S databasePrivileges(Consumer<PrivilegesAssert> requirements) {
        return nested(databasePrivileges(), requirements);
    }

    /**
     * Go on with the privileges that an object will have when this role creates it.
     *
     * @param kind a table, sequence, function, type or schema
     * @throws AssertionError if there is no such role
     */
    public DefaultPrivilegesAssert defaultPrivileges(String creator, Securable kind) {
        return continued(new DefaultPrivilegesAssert(
                actual, kind, Roles.find(actual, creator, this::missing), Optional.empty()));
    }

    /** Assert on the privileges that an object will have when this role creates it and come back; all failures are reported together. */
    public S defaultPrivileges(String creator, Securable kind, Consumer<DefaultPrivilegesAssert> requirements) {
        return nested(defaultPrivileges(creator, kind), requirements);
    }

    /** Require that not everybody may create objects in any schema; before PostgreSQL 15 everybody may in {@code public}. */
    public S publicCannotCreateInAnySchema() {
        List<String> open = sql().column("""
                SELECT quote_ident(n.nspname) FROM pg_catalog.pg_namespace n
                WHERE n.nspname !~ '^pg_(toast|temp)' AND pg_catalog.has_schema_privilege('public', n.oid, 'CREATE')
                ORDER BY 1""");
        if (!open.isEmpty()) {
            fail(Failure.expected("no schema in which everybody may create objects")
                    .butWas("none", String.join(", ", open))
                    .suggest("REVOKE CREATE ON SCHEMA " + String.join(", ", open) + " FROM PUBLIC;"));
        }
        return myself;
    }

    /**
     * Require that everybody may call these functions that run as their owner, and no other.
     *
     * @param signatures none if there may be none; trigger functions do not count, because nobody can call them
     */
    public S hasExactlySecurityDefinerFunctionsForPublic(String... signatures) {
        List<String> found = sql().column("""
                SELECT p.oid::text FROM pg_catalog.pg_proc p
                WHERE p.prosecdef AND p.prorettype NOT IN ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype)
                  AND pg_catalog.has_function_privilege('public', p.oid, 'EXECUTE')""");
        List<String> open = definers()
                .filter(function -> found.contains(oid(function)))
                .map(TypedObject::identity)
                .toList();
        List<String> expected = Arrays.stream(signatures)
                .map(signature -> FunctionLookup.all(actual, signature).stream()
                        .findFirst()
                        .map(TypedObject::identity)
                        .orElse(signature))
                .toList();
        SetDifference difference = SetDifference.exactly(expected, open);
        if (!difference.isEmpty()) {
            Failure failure = Failure.expected(
                            "exactly these functions that run as their owner to be open to everybody")
                    .sets(difference);
            open.stream()
                    .filter(each -> !expected.contains(each))
                    .limit(5)
                    .forEach(each -> failure.suggest("REVOKE EXECUTE ON ROUTINE " + each + " FROM PUBLIC;"));
            fail(failure);
        }
        return myself;
    }

    /** Require that every function that runs as its owner has a search path of its own, which its caller cannot change. */
    public S securityDefinerFunctionsHaveFixedSearchPath() {
        List<String> open = definers()
                .filter(function ->
                        !new FunctionFacts(actual, function).settings().containsKey("search_path"))
                .map(TypedObject::identity)
                .toList();
        if (!open.isEmpty()) {
            Failure failure = Failure.expected("functions that run as their owner to have a search path of their own")
                    .butWas("0 without one", open.size() + " without one: " + String.join(", ", open));
            open.stream()
                    .limit(5)
                    .forEach(each ->
                            failure.suggest("ALTER ROUTINE " + each + " SET search_path = pg_catalog, pg_temp;"));
            fail(failure);
        }
        return myself;
    }

    private java.util.stream.Stream<Function> definers() {
        return actual.catalog().functions().stream()
                .filter(function ->
                        function.isSecurityDefiner() && function.extension().isEmpty());
    }

    private String oid(Function function) {
        return String.valueOf(sql().value("SELECT pg_catalog.to_regprocedure(?)::oid::text", function.signature()));
    }

    private Sql sql() {
        return new Sql(actual.dataSource());
    }
}
