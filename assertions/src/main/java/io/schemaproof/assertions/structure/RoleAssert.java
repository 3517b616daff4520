package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import java.util.Arrays;
import java.util.List;

/**
 * Assert on a role: its attributes and its memberships. Roles belong to the server and not to one database.
 *
 * <pre>{@code
 * assertThat(schema).role("app").canLogin().isNotSuperuser().cannotBypassRowSecurity(); // passes
 * assertThat(schema).role("app").isMemberOf("admins"); // fails
 * }</pre>
 *
 * @since 0.1
 */
public class RoleAssert extends AbstractSchemaproofAssert<RoleAssert, String> {

    private final Schema schema;
    private final Facts facts;

    RoleAssert(Schema schema, String name) {
        super(name, RoleAssert.class);
        this.schema = schema;
        this.facts = Facts.of(
                schema.dataSource(),
                "SELECT rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,"
                        + " rolconnlimit FROM pg_catalog.pg_roles WHERE rolname = ?",
                name);
    }

    @Override
    protected String where() {
        return "role " + Names.quote(actual);
    }

    /** Require that one can connect as this role. */
    public RoleAssert canLogin() {
        return attribute("rolcanlogin", true, "LOGIN");
    }

    /** Require that nobody can connect as this role. */
    public RoleAssert cannotLogin() {
        return attribute("rolcanlogin", false, "LOGIN");
    }

    public RoleAssert isSuperuser() {
        return attribute("rolsuper", true, "SUPERUSER");
    }

    public RoleAssert isNotSuperuser() {
        return attribute("rolsuper", false, "SUPERUSER");
    }

    /** Require that no policy hides rows from it. */
    public RoleAssert canBypassRowSecurity() {
        return may("rolbypassrls", "BYPASSRLS");
    }

    /** Require that policies hold for it: neither BYPASSRLS nor SUPERUSER. */
    public RoleAssert cannotBypassRowSecurity() {
        return mayNot("rolbypassrls", "BYPASSRLS");
    }

    /** Require that it may, by an attribute of its own or as a superuser. */
    public RoleAssert canCreateDatabases() {
        return may("rolcreatedb", "CREATEDB");
    }

    /** Require that it may not: neither CREATEDB nor SUPERUSER. */
    public RoleAssert cannotCreateDatabases() {
        return mayNot("rolcreatedb", "CREATEDB");
    }

    /** Require that it may, by an attribute of its own or as a superuser. */
    public RoleAssert canCreateRoles() {
        return may("rolcreaterole", "CREATEROLE");
    }

    /** Require that it may not: neither CREATEROLE nor SUPERUSER. */
    public RoleAssert cannotCreateRoles() {
        return mayNot("rolcreaterole", "CREATEROLE");
    }

    /** Require that it may, by an attribute of its own or as a superuser. */
    public RoleAssert canReplicate() {
        return may("rolreplication", "REPLICATION");
    }

    /** Require that it may not: neither REPLICATION nor SUPERUSER. */
    public RoleAssert cannotReplicate() {
        return mayNot("rolreplication", "REPLICATION");
    }

    /**
     * Require that it has the privileges of all roles it is a member of without SET ROLE, and would have those of another one.
     */
    public RoleAssert inheritsPrivileges() {
        return attribute("rolinherit", true, "INHERIT").inherits(true);
    }

    /** Require that it must SET ROLE to use the privileges of each role it is a member of, and of another one. */
    public RoleAssert doesNotInheritPrivileges() {
        return attribute("rolinherit", false, "INHERIT").inherits(false);
    }

    /** Require how many sessions it may have; -1 for any number. */
    public RoleAssert hasConnectionLimit(int limit) {
        String found = facts.text("rolconnlimit");
        if (!found.equals(String.valueOf(limit))) {
            fail(Failure.expected("the role's connection limit")
                    .butWas(limit, found)
                    .suggest("ALTER ROLE " + Names.quote(actual) + " CONNECTION LIMIT " + limit + ";"));
        }
        return this;
    }

    /** Require that it is a member of a role, directly or through others. */
    public RoleAssert isMemberOf(String role) {
        String group = Roles.find(schema, role, this::missing);
        List<String> found = memberships(true);
        if (!found.contains(group)) {
            fail(Failure.expected("the role to be a member of " + Names.quote(group))
                    .butWas(Names.quote(group), found.isEmpty() ? "a member of nothing" : Names.list(found))
                    .suggest("GRANT " + Names.quote(group) + " TO " + Names.quote(actual) + ";"));
        }
        return this;
    }

    /** Require that it is no member of a role, not through others either. */
    public RoleAssert isNotMemberOf(String role) {
        String group = Roles.find(schema, role, this::missing);
        if (memberships(true).contains(group)) {
            fail(Failure.expected("the role not to be a member of " + Names.quote(group))
                    .butWas("no member", memberships(false).contains(group) ? "a member" : "a member through others"));
        }
        return this;
    }

    /** Require that it was made a member of exactly these roles. */
    public RoleAssert isDirectMemberOfExactly(String... roles) {
        return exactly("the role to be a member of exactly these", memberships(false), roles);
    }

    /** Require that exactly these roles were made its members. */
    public RoleAssert hasExactlyMembers(String... roles) {
        return exactly("exactly these members", new Sql(schema.dataSource()).column("""
                        SELECT DISTINCT m.rolname FROM pg_catalog.pg_auth_members a
                        JOIN pg_catalog.pg_roles g ON g.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member
                        WHERE g.rolname = ? ORDER BY 1""", actual), roles);
    }

    /** Since PostgreSQL 16 each membership has an option of its own, which ALTER ROLE … NOINHERIT leaves as it is. */
    private RoleAssert inherits(boolean expected) {
        List<String> others = new Sql(schema.dataSource()).column("""
                        SELECT g.rolname FROM pg_catalog.pg_auth_members a
                        JOIN pg_catalog.pg_roles g ON g.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member
                        WHERE m.rolname = ? AND to_jsonb(a) ->> 'inherit_option' IS NOT NULL GROUP BY 1
                        HAVING bool_or((to_jsonb(a) ->> 'inherit_option')::boolean) <> CAST(? AS boolean)
                        ORDER BY 1""", actual, expected);
        if (!others.isEmpty()) {
            Failure failure = Failure.expected(
                            "the role " + (expected ? "" : "not ") + "to inherit the privileges of each role")
                    .butWas(inherit(expected), inherit(!expected) + " of " + Names.list(others));
            others.forEach(group -> failure.suggest(
                    "GRANT " + Names.quote(group) + " TO " + Names.quote(actual) + " " + inherit(expected) + ";"));
            fail(failure);
        }
        return this;
    }

    private static String inherit(boolean option) {
        return "WITH INHERIT " + (option ? "TRUE" : "FALSE");
    }

    private List<String> memberships(boolean indirect) {
        return new Sql(schema.dataSource()).column("""
                WITH RECURSIVE groups(oid) AS (
                  SELECT a.roleid FROM pg_catalog.pg_auth_members a
                  JOIN pg_catalog.pg_roles r ON r.oid = a.member WHERE r.rolname = ?
                  UNION SELECT a.roleid FROM pg_catalog.pg_auth_members a JOIN groups g ON a.member = g.oid
                  WHERE CAST(? AS boolean))
                SELECT r.rolname FROM groups JOIN pg_catalog.pg_roles r USING (oid) ORDER BY 1""", actual, indirect);
    }

    private RoleAssert exactly(String rule, List<String> found, String... expected) {
        SetDifference difference =
                SetDifference.exactly(Arrays.stream(expected).map(Names::column).toList(), found);
        if (!difference.isEmpty()) {
            fail(Failure.expected(rule).sets(difference));
        }
        return this;
    }

    /** A superuser passes every check, whatever its other attributes are. */
    private RoleAssert may(String column, String word) {
        return facts.is("rolsuper") ? this : attribute(column, true, word);
    }

    private RoleAssert mayNot(String column, String word) {
        isNotSuperuser();
        return attribute(column, false, word);
    }

    private RoleAssert attribute(String column, boolean expected, String word) {
        if (facts.is(column) != expected) {
            String wanted = expected ? word : "NO" + word;
            fail(Failure.expected("the role to be " + wanted)
                    .butWas(wanted, expected ? "NO" + word : word)
                    .suggest("ALTER ROLE " + Names.quote(actual) + " " + wanted + ";"));
        }
        return this;
    }
}
