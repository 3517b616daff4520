package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static io.schemaproof.assertions.structure.Privilege.CONNECT;
import static io.schemaproof.assertions.structure.Privilege.CREATE;
import static io.schemaproof.assertions.structure.Privilege.DELETE;
import static io.schemaproof.assertions.structure.Privilege.EXECUTE;
import static io.schemaproof.assertions.structure.Privilege.INSERT;
import static io.schemaproof.assertions.structure.Privilege.SELECT;
import static io.schemaproof.assertions.structure.Privilege.TEMPORARY;
import static io.schemaproof.assertions.structure.Privilege.UPDATE;
import static io.schemaproof.assertions.structure.Privilege.USAGE;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.assertions.core.Sql;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrivilegesAssertTest {

    private static final String ROLES = "sp_priv_app, \"SP Priv Boss\", sp_priv_maker";

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture(ROLES, """
                CREATE ROLE "SP Priv Boss" NOLOGIN CREATEDB CREATEROLE;
                CREATE ROLE sp_priv_app LOGIN NOINHERIT CONNECTION LIMIT 5 BYPASSRLS IN ROLE "SP Priv Boss";
                CREATE ROLE sp_priv_maker REPLICATION IN ROLE sp_priv_app;
                CREATE TABLE orders (id int, "Secret" text);
                GRANT SELECT, INSERT ON orders TO sp_priv_app WITH GRANT OPTION;
                GRANT DELETE ON orders TO "SP Priv Boss";
                GRANT SELECT (id) ON orders TO PUBLIC;
                GRANT UPDATE ("Secret") ON orders TO sp_priv_app;
                CREATE TABLE closed (id int);
                CREATE SEQUENCE numbers;
                GRANT USAGE ON SEQUENCE numbers TO sp_priv_app;
                CREATE SCHEMA "Big Sales";
                GRANT ALL ON SCHEMA "Big Sales" TO sp_priv_app;
                CREATE FUNCTION open(int) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
                CREATE FUNCTION shut(int) RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1';
                CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
                    AS 'BEGIN RETURN NEW; END';
                REVOKE EXECUTE ON FUNCTION shut(int) FROM PUBLIC;
                CREATE TYPE mood AS ENUM ('ok');
                CREATE VIEW seen AS SELECT id FROM orders;
                GRANT SELECT ON seen TO sp_priv_app;
                CREATE FOREIGN DATA WRAPPER nowhere;
                CREATE SERVER away FOREIGN DATA WRAPPER nowhere;
                GRANT USAGE ON FOREIGN SERVER away TO sp_priv_app;
                ALTER DEFAULT PRIVILEGES FOR ROLE sp_priv_maker IN SCHEMA "Big Sales" GRANT SELECT ON TABLES TO sp_priv_app;
                ALTER DEFAULT PRIVILEGES FOR ROLE sp_priv_maker REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
                ALTER DEFAULT PRIVILEGES FOR ROLE sp_priv_maker GRANT USAGE ON SEQUENCES TO sp_priv_app;
                REVOKE CREATE ON SCHEMA public FROM PUBLIC;""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.execute("DROP FOREIGN DATA WRAPPER nowhere CASCADE");
        db.close();
    }

    private static PrivilegesAssert orders() {
        return assertThat(db.schema()).table("orders").privileges();
    }

    @Test
    void a_privilege_that_the_server_does_not_have_yet() {
        long major = new Sql(db.schema().dataSource()).number("SHOW server_version_num") / 10_000;
        boolean known = major >= 17;
        ThrowingCallable asked = () -> assertThat(db.schema())
                .table("orders")
                .privileges()
                .cannot("sp_priv_app", Privilege.MAINTAIN)
                .grantsWithGrantOption("sp_priv_app", Privilege.SELECT, Privilege.INSERT);
        if (known) {
            assertThatCode(asked).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(asked)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("privileges on table public.orders: this server, PostgreSQL "
                            + major
                            + ", has no privilege MAINTAIN; there is one from version 17 on.");
        }
        assertThatThrownBy(() -> assertThat(db.schema())
                        .table("orders")
                        .privileges()
                        .grantsExactly("sp_priv_app", Privilege.MAINTAIN))
                .isInstanceOf(known ? AssertionError.class : IllegalArgumentException.class)
                .hasMessageContaining("MAINTAIN");
    }

    @Test
    void what_the_list_says_of_a_role_itself() {
        orders().allowingColumnPrivileges()
                .grantsExactly("sp_priv_app", SELECT, INSERT)
                .grantsExactly("\"SP Priv Boss\"", DELETE)
                .grantsNothing("PUBLIC")
                .grantsNothing("sp_priv_maker")
                .grantsAll("postgres")
                .grantsOnlyTo("sp_priv_app", "\"SP Priv Boss\"")
                .grantsWithGrantOption("sp_priv_app", SELECT, INSERT);
        assertThat(db.schema())
                .table(
                        "closed",
                        closed -> closed.privileges(p -> p.grantsOnlyTo().grantsAll("postgres")));

        failsWith(() -> orders().allowingColumnPrivileges().grantsExactly("sp_priv_app", SELECT, UPDATE), """
                [privileges on table public.orders]
                Expected exactly these privileges to be granted to sp_priv_app
                  expected: SELECT, UPDATE
                  but was : INSERT, SELECT
                  missing : UPDATE
                  extra   : INSERT
                  Suggested: GRANT UPDATE ON TABLE public.orders TO sp_priv_app;
                  Suggested: REVOKE INSERT ON TABLE public.orders FROM sp_priv_app;""");
        failsWith(() -> orders().grantsNothing("sp_priv_app"), "extra   : INSERT, SELECT");
        failsWith(() -> orders().grantsAll("sp_priv_app"), "missing : DELETE");
        failsWith(() -> orders().grantsOnlyTo("sp_priv_app"), "extra   : \"SP Priv Boss\"");
        failsWith(() -> orders().grantsWithGrantOption("sp_priv_app", SELECT), "extra   : INSERT");
        failsWith(() -> orders().grantsNothing("sp_prv_app"), "did you mean sp_priv_app?");
    }

    @Test
    void what_is_granted_on_columns_alone_is_granted() {
        orders().grantsExactly("\"SP Priv Boss\"", DELETE).grantsNothing("sp_priv_maker");

        failsWith(() -> orders().grantsExactly("sp_priv_app", SELECT, INSERT), """
                [privileges on table public.orders]
                Expected exactly these privileges to be granted to sp_priv_app
                  expected: INSERT, SELECT
                  but was : INSERT, SELECT, UPDATE ("Secret")
                  extra   : UPDATE ("Secret")
                  Say allowingColumnPrivileges() before, where what is granted on columns is meant.
                  Suggested: REVOKE UPDATE ("Secret") ON TABLE public.orders FROM sp_priv_app;""");
        failsWith(() -> orders().grantsNothing("PUBLIC"), "extra   : SELECT (id)\n");
        failsWith(() -> orders().grantsOnlyTo("sp_priv_app", "\"SP Priv Boss\""), """
                Expected grants to these roles only, beside the owner
                  expected: sp_priv_app, "SP Priv Boss"
                  but was : "SP Priv Boss", PUBLIC, sp_priv_app
                  extra   : PUBLIC
                  PUBLIC has SELECT (id).
                  Suggested: REVOKE SELECT (id) ON TABLE public.orders FROM PUBLIC;""");
    }

    @Test
    void what_a_role_may_do_in_the_end() {
        orders().can("sp_priv_app", SELECT)
                .cannot("sp_priv_app", DELETE)
                .can("postgres", DELETE)
                .cannot("PUBLIC", INSERT);

        failsWith(() -> orders().cannot("sp_priv_maker", INSERT), """
                [privileges on table public.orders]
                Expected sp_priv_maker not to have INSERT
                  expected: no INSERT
                  but was : through sp_priv_app""");
        failsWith(() -> orders().cannot("postgres", DELETE), "but was : it is a superuser");
        failsWith(() -> orders().cannot("sp_priv_app", INSERT), "but was : granted to it");
        failsWith(() -> orders().can("sp_priv_app", DELETE), """
                  expected: DELETE
                  but was : no such privilege, neither its own nor through others
                  Suggested: GRANT DELETE ON TABLE public.orders TO sp_priv_app;""");
    }

    @Test
    void who_may_use_some_columns_may_not_use_none() throws SQLException {
        failsWith(() -> orders().cannot("PUBLIC", SELECT), """
                [privileges on table public.orders]
                Expected PUBLIC not to have SELECT
                  expected: no SELECT
                  but was : SELECT (id)
                  columnPrivileges(..) speaks of one column.""");
        failsWith(() -> orders().cannot("sp_priv_maker", UPDATE), "but was : UPDATE (\"Secret\")");
        orders().cannot("PUBLIC", UPDATE);
    }

    @Test
    void who_does_not_get_into_the_schema_can_do_nothing() throws SQLException {
        db.execute("""
                CREATE SCHEMA "Shut";
                CREATE TABLE "Shut".orders (id int);
                CREATE FUNCTION "Shut".f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                GRANT SELECT ON "Shut".orders TO sp_priv_app;""");
        failsWith(
                () -> assertThat(db.schema())
                        .table("\"Shut\".orders")
                        .privileges()
                        .can("sp_priv_app", SELECT),
                """
                Expected sp_priv_app to get to what is in its schema
                  expected: USAGE of schema "Shut"
                  but was : no USAGE of it, neither its own nor through others
                  Suggested: GRANT USAGE ON SCHEMA "Shut" TO sp_priv_app;""");
        failsWith(
                () -> assertThat(db.schema())
                        .privileges(Securable.FUNCTION, "\"Shut\".f()")
                        .can("PUBLIC", EXECUTE),
                "Suggested: GRANT USAGE ON SCHEMA \"Shut\" TO PUBLIC;");
        db.execute("GRANT USAGE ON SCHEMA \"Shut\" TO sp_priv_app");
        assertThat(db.schema()).table("\"Shut\".orders").privileges().can("sp_priv_app", SELECT);
        db.execute("DROP SCHEMA \"Shut\" CASCADE");
    }

    @Test
    void what_no_object_of_the_kind_can_have_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders().cannot("sp_priv_app", USAGE))
                .withMessage(
                        "privileges on table public.orders: there is no USAGE there, only SELECT, INSERT, UPDATE, DELETE,"
                                + " TRUNCATE, REFERENCES, TRIGGER, MAINTAIN.");
        assertThatIllegalArgumentException().isThrownBy(() -> orders().can("sp_priv_app", CONNECT));
        failsWith(() -> assertThat(db.schema()).privileges(Securable.SCHEMA, "pubic"), "did you mean public?");
    }

    @Test
    void columns_have_privileges_of_their_own() {
        assertThat(db.schema())
                .table("orders")
                .columnPrivileges("\"Secret\"")
                .grantsExactly("sp_priv_app", UPDATE)
                .grantsNothing("PUBLIC")
                .can("sp_priv_app", SELECT);
        assertThat(db.schema())
                .table("orders")
                .columnPrivileges(DSL.field("id"))
                .grantsExactly("PUBLIC", SELECT);

        failsWith(
                () -> assertThat(db.schema())
                        .table("orders")
                        .columnPrivileges("\"Secret\"")
                        .grantsNothing("sp_priv_app"),
                """
                [privileges on column public.orders."Secret"]
                Expected exactly these privileges to be granted to sp_priv_app
                  expected: none
                  but was : UPDATE
                  extra   : UPDATE
                  Suggested: REVOKE UPDATE ("Secret") ON TABLE public.orders FROM sp_priv_app;""");
        failsWith(
                () -> assertThat(db.schema())
                        .table("orders")
                        .columnPrivileges("id")
                        .cannot("PUBLIC", SELECT),
                "but was : granted to it");
    }

    @Test
    void every_kind_of_object_has_privileges() {
        assertThat(db.schema())
                .sequence("numbers")
                .privileges()
                .grantsExactly("sp_priv_app", USAGE)
                .cannot("sp_priv_app", SELECT);
        assertThat(db.schema())
                .function("open(int)")
                .privileges()
                .grantsExactly("PUBLIC", EXECUTE)
                .can("sp_priv_maker", EXECUTE);
        assertThat(db.schema())
                .privileges(Securable.SCHEMA, "\"Big Sales\"")
                .grantsAll("sp_priv_app")
                .can("sp_priv_app", CREATE);
        assertThat(db.schema())
                .databasePrivileges()
                .grantsExactly("PUBLIC", CONNECT, TEMPORARY)
                .can("PUBLIC", CONNECT);
        assertThat(db.schema())
                .privileges(Securable.LANGUAGE, "plpgsql")
                .grantsExactly("PUBLIC", USAGE)
                .can("PUBLIC", USAGE);
        assertThat(db.schema())
                .privileges(Securable.FOREIGN_DATA_WRAPPER, "nowhere")
                .grantsNothing("PUBLIC")
                .cannot("sp_priv_app", USAGE);
        assertThat(db.schema())
                .privileges(Securable.FOREIGN_SERVER, "away")
                .grantsExactly("sp_priv_app", USAGE)
                .can("sp_priv_app", USAGE);
        assertThat(db.schema())
                .privileges(Securable.TABLESPACE, "pg_default")
                .grantsNothing("sp_priv_app")
                .cannot("sp_priv_app", CREATE);
        assertThat(db.schema())
                .enumType("mood")
                .privileges()
                .grantsExactly("PUBLIC", USAGE)
                .can("PUBLIC", USAGE);

        assertThat(db.schema()).view("seen").privileges().grantsExactly("sp_priv_app", SELECT);

        failsWith(() -> assertThat(db.schema()).view("seen").privileges().grantsNothing("sp_priv_app"), """
                [privileges on table public.seen]
                Expected exactly these privileges to be granted to sp_priv_app
                  expected: none
                  but was : SELECT""");
        failsWith(() -> assertThat(db.schema()).privileges(Securable.SCHEMA, "none"), """
                [privileges on schema none]
                Expected schema none to exist
                  expected: none
                  but was : no such object""");
        failsWith(
                () -> assertThat(db.schema()).function("shut(int)").privileges().can("sp_priv_app", EXECUTE), """
                  Suggested: GRANT EXECUTE ON ROUTINE public.shut(integer) TO sp_priv_app;""");
    }

    @Test
    void what_a_new_object_will_grant() {
        assertThat(db.schema())
                .defaultPrivileges("sp_priv_maker", Securable.TABLE)
                .grantsNothing("sp_priv_app")
                .in("\"Big Sales\"")
                .grantsExactly("sp_priv_app", SELECT)
                .grantsAll("sp_priv_maker");
        assertThat(db.schema())
                .defaultPrivileges("sp_priv_maker", Securable.FUNCTION)
                .grantsNothing("PUBLIC");
        assertThat(db.schema())
                .defaultPrivileges("sp_priv_maker", Securable.SEQUENCE)
                .grantsExactly("sp_priv_app", USAGE);

        failsWith(
                () -> assertThat(db.schema())
                        .defaultPrivileges("postgres", Securable.FUNCTION)
                        .grantsNothing("PUBLIC"),
                """
                [privileges on a new function of role postgres]
                Expected exactly these privileges to be granted to PUBLIC
                  expected: none
                  but was : EXECUTE
                  extra   : EXECUTE
                  Suggested: ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE EXECUTE ON ROUTINES FROM PUBLIC;""");
    }

    @Test
    void what_must_hold_for_the_whole_database() throws SQLException {
        assertThat(db.schema())
                .publicCannotCreateInAnySchema()
                .hasExactlySecurityDefinerFunctionsForPublic("open(int4)");

        failsWith(() -> assertThat(db.schema()).hasExactlySecurityDefinerFunctionsForPublic(), """
                [database]
                Expected exactly these functions that run as their owner to be open to everybody
                  expected: none
                  but was : public.open(integer)
                  extra   : public.open(integer)
                  Suggested: REVOKE EXECUTE ON ROUTINE public.open(integer) FROM PUBLIC;""");
        failsWith(() -> assertThat(db.schema()).securityDefinerFunctionsHaveFixedSearchPath(), """
                  expected: 0 without one
                  but was : 1 without one: public.open(integer)
                  Suggested: ALTER ROUTINE public.open(integer) SET search_path = pg_catalog, pg_temp;""");
        db.execute("CREATE SCHEMA loose; GRANT CREATE ON SCHEMA loose TO PUBLIC");
        failsWith(
                () -> assertThat(db.schema()).publicCannotCreateInAnySchema(),
                "but was : loose\nSuggested: REVOKE CREATE ON SCHEMA loose FROM PUBLIC;");
        db.execute("DROP SCHEMA loose; ALTER FUNCTION open(int) SET search_path = pg_catalog");
        assertThat(db.schema()).securityDefinerFunctionsHaveFixedSearchPath();
        db.execute("ALTER FUNCTION open(int) RESET search_path");
    }

    @Test
    void roles_have_attributes_and_memberships() {
        assertThat(db.schema())
                .role("sp_priv_app")
                .canLogin()
                .isNotSuperuser()
                .canBypassRowSecurity()
                .cannotCreateDatabases()
                .cannotCreateRoles()
                .cannotReplicate()
                .doesNotInheritPrivileges()
                .hasConnectionLimit(5)
                .isMemberOf("\"SP Priv Boss\"")
                .isDirectMemberOfExactly("\"SP Priv Boss\"")
                .hasExactlyMembers("sp_priv_maker");
        assertThat(db.schema())
                .role("\"SP Priv Boss\"")
                .cannotLogin()
                .canCreateDatabases()
                .canCreateRoles()
                .inheritsPrivileges()
                .cannotBypassRowSecurity()
                .isNotMemberOf("sp_priv_app");
        assertThat(db.schema()).role("sp_priv_maker").canReplicate().isMemberOf("\"SP Priv Boss\"");
        assertThat(db.schema()).role("postgres").isSuperuser();

        failsWith(() -> assertThat(db.schema()).role("sp_priv_app").cannotBypassRowSecurity(), """
                [role sp_priv_app]
                Expected the role to be NOBYPASSRLS
                  expected: NOBYPASSRLS
                  but was : BYPASSRLS
                  Suggested: ALTER ROLE sp_priv_app NOBYPASSRLS;""");
        failsWith(() -> assertThat(db.schema()).role("postgres").cannotBypassRowSecurity(), "to be NOSUPERUSER");
        failsWith(() -> assertThat(db.schema()).role("sp_priv_app").hasConnectionLimit(-1), "but was : 5");
        failsWith(() -> assertThat(db.schema()).role("\"SP Priv Boss\"").canLogin(), "but was : NOLOGIN");
        failsWith(
                () -> assertThat(db.schema()).role("\"SP Priv Boss\"").isMemberOf("sp_priv_app"),
                "but was : a member of nothing");
        failsWith(
                () -> assertThat(db.schema()).role("sp_priv_maker").isNotMemberOf("\"SP Priv Boss\""),
                "but was : a member through others");
        failsWith(
                () -> assertThat(db.schema()).role("sp_priv_maker").isDirectMemberOfExactly(), "extra   : sp_priv_app");
        failsWith(() -> assertThat(db.schema()).role("sp_priv_app").hasExactlyMembers(), "extra   : sp_priv_maker");
        failsWith(() -> assertThat(db.schema()).role("sp_priv_ap"), "did you mean sp_priv_app?");
    }

    @Test
    void a_superuser_may_do_what_its_attributes_do_not_say() throws SQLException {
        db.execute("CREATE ROLE sp_priv_root SUPERUSER");
        try {
            assertThat(db.schema())
                    .role("sp_priv_root")
                    .canCreateDatabases()
                    .canCreateRoles()
                    .canReplicate()
                    .canBypassRowSecurity();
            String message = """
                    [role sp_priv_root]
                    Expected the role to be NOSUPERUSER
                      expected: NOSUPERUSER
                      but was : SUPERUSER""";
            failsWith(() -> assertThat(db.schema()).role("sp_priv_root").cannotCreateDatabases(), message);
            failsWith(() -> assertThat(db.schema()).role("sp_priv_root").cannotCreateRoles(), message);
            failsWith(() -> assertThat(db.schema()).role("sp_priv_root").cannotReplicate(), message);
        } finally {
            db.execute("DROP ROLE sp_priv_root");
        }
    }

    @Test
    void a_membership_keeps_what_it_inherits_when_its_role_is_altered() throws SQLException {
        assumeTrue(db.serverVersion() >= 16, "a membership has an option of its own since PostgreSQL 16");
        db.execute("""
                CREATE ROLE sp_priv_late IN ROLE "SP Priv Boss";
                ALTER ROLE sp_priv_late NOINHERIT;""");
        try {
            failsWith(() -> assertThat(db.schema()).role("sp_priv_late").doesNotInheritPrivileges(), """
                    [role sp_priv_late]
                    Expected the role not to inherit the privileges of each role
                      expected: WITH INHERIT FALSE
                      but was : WITH INHERIT TRUE of ("SP Priv Boss")
                      Suggested: GRANT "SP Priv Boss" TO sp_priv_late WITH INHERIT FALSE;""");
            db.execute("GRANT \"SP Priv Boss\" TO sp_priv_late WITH INHERIT FALSE");
            assertThat(db.schema()).role("sp_priv_late").doesNotInheritPrivileges();
            db.execute("ALTER ROLE sp_priv_late INHERIT");
            failsWith(
                    () -> assertThat(db.schema()).role("sp_priv_late").inheritsPrivileges(),
                    "but was : WITH INHERIT FALSE of (\"SP Priv Boss\")");
        } finally {
            db.execute("DROP ROLE sp_priv_late");
        }
    }

    @Test
    void each_attribute_of_a_role_can_be_another() {
        failsWith(() -> app().cannotLogin(), "but was : LOGIN");
        failsWith(() -> app().isSuperuser(), "but was : NOSUPERUSER");
        failsWith(() -> app().canCreateDatabases(), "but was : NOCREATEDB");
        failsWith(() -> app().canCreateRoles(), "but was : NOCREATEROLE");
        failsWith(() -> app().canReplicate(), "but was : NOREPLICATION");
        failsWith(() -> app().inheritsPrivileges(), "but was : NOINHERIT");
        failsWith(() -> boss().canBypassRowSecurity(), "but was : NOBYPASSRLS");
        failsWith(() -> boss().cannotCreateDatabases(), "but was : CREATEDB");
        failsWith(() -> boss().cannotCreateRoles(), "but was : CREATEROLE");
        failsWith(() -> boss().doesNotInheritPrivileges(), "but was : INHERIT");
        failsWith(() -> assertThat(db.schema()).role("sp_priv_maker").cannotReplicate(), "but was : REPLICATION");
        failsWith(() -> assertThat(db.schema()).role("postgres").isNotSuperuser(), "but was : SUPERUSER");
    }

    @Test
    void privileges_are_of_an_object_that_there_is() {
        failsWith(
                () -> assertThat(db.schema())
                        .table("orders")
                        .columnPrivileges("id")
                        .grantsNothing("PUBLIC"),
                "extra   : SELECT");
        failsWith(() -> assertThat(db.schema()).table("orders").columnPrivileges("idd"), "did you mean id?");
        failsWith(() -> assertThat(db.schema()).defaultPrivileges("sp_priv_mak", Securable.TABLE), "did you mean");
    }

    private static RoleAssert app() {
        return assertThat(db.schema()).role("sp_priv_app");
    }

    private static RoleAssert boss() {
        return assertThat(db.schema()).role("\"SP Priv Boss\"");
    }
}
