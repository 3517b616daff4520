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
        return attribute("rolbypassrls", true, "BYPASSRLS");
    }

    /** Require that policies hold for it: neither BYPASSRLS nor SUPERUSER. */
    public RoleAssert cannotBypassRowSecurity() {
        isNotSuperuser();
        return attribute("rolbypassrls", false, "BYPASSRLS");
    }

    public RoleAssert canCreateDatabases() {
        return attribute("rolcreatedb", true, "CREATEDB");
    }

    public RoleAssert cannotCreateDatabases() {
        return attribute("rolcreatedb", false, "CREATEDB");
    }

    public RoleAssert canCreateRoles() {
        return attribute("rolcreaterole", true, "CREATEROLE");
    }

    public RoleAssert cannotCreateRoles() {
        return attribute("rolcreaterole", false, "CREATEROLE");
    }

    public RoleAssert canReplicate() {
        return attribute("rolreplication", true, "REPLICATION");
    }

    public RoleAssert cannotReplicate() {
        return attribute("rolreplication", false, "REPLICATION");
    }

    /** Require that it has the privileges of the roles it is a member of without SET ROLE. */
    public RoleAssert inheritsPrivileges() {
        return attribute("rolinherit", true, "INHERIT");
    }

    /** Require that it must SET ROLE to use the privileges of the roles it is a member of. */
    public RoleAssert doesNotInheritPrivileges() {
        return attribute("rolinherit", false, "INHERIT");
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
