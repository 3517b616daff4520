package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Fixture.failsWith;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RowSecurityAssertTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("sp_rls_user, \"SP RLS Admin\"", """
                CREATE ROLE sp_rls_user;
                CREATE ROLE "SP RLS Admin" IN ROLE sp_rls_user;
                CREATE TABLE tenants (name text PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, tenant text NOT NULL, twice int GENERATED ALWAYS AS (id * 2) STORED);
                INSERT INTO tenants VALUES ('t1'), ('t2');
                INSERT INTO orders VALUES (1, 't1'), (2, 't1'), (3, 't2');
                GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO sp_rls_user;
                GRANT SELECT ON tenants TO sp_rls_user;
                ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
                CREATE POLICY mine ON orders FOR SELECT TO sp_rls_user
                    USING (tenant = current_setting('app.tenant') AND EXISTS (SELECT FROM tenants t WHERE t.name = orders.tenant));
                CREATE POLICY mine_new ON orders FOR INSERT TO sp_rls_user WITH CHECK (tenant = current_setting('app.tenant'));
                CREATE POLICY mine_old ON orders FOR UPDATE TO sp_rls_user USING (tenant = current_setting('app.tenant'));
                CREATE POLICY hours ON orders AS RESTRICTIVE TO PUBLIC USING (1 = 1);
                CREATE TABLE half (id int);
                ALTER TABLE half ENABLE ROW LEVEL SECURITY;
                GRANT SELECT, INSERT, DELETE ON half TO sp_rls_user;
                CREATE TABLE private (id int);
                INSERT INTO private VALUES (1);
                CREATE TABLE shown (id int PRIMARY KEY, note text CHECK (note = 'a'));
                INSERT INTO shown VALUES (1, 'a');
                GRANT ALL ON shown TO sp_rls_user;
                CREATE SCHEMA hidden CREATE TABLE deep (id int);
                INSERT INTO hidden.deep VALUES (1);
                GRANT ALL ON hidden.deep TO sp_rls_user;""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    private static RowSecurityAssert orders() {
        return assertThat(db.schema()).table("orders").rowSecurity();
    }

    private static RoleSessionAssert user() {
        return assertThat(db.schema()).asRole("sp_rls_user").with("app.tenant", "t1");
    }

    @Test
    void row_security_is_on_and_forced() {
        orders().isEnabled().isForced().hasExactlyPolicies("mine", "mine_new", "mine_old", "hours");
        assertThat(db.schema()).table("half").rowSecurity().isNotForced().hasExactlyPolicies();
        assertThat(db.schema()).table("tenants").rowSecurity().isDisabled();

        failsWith(() -> assertThat(db.schema()).table("half").rowSecurity().isForced(), """
                [table public.half · row security]
                Expected row level security to hold for the owner too
                  expected: forced
                  but was : not forced
                  Suggested: ALTER TABLE public.half FORCE ROW LEVEL SECURITY;""");
        failsWith(
                () -> assertThat(db.schema()).table("tenants").rowSecurity().isEnabled(),
                "Suggested: ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;");
        failsWith(() -> orders().isDisabled(), "but was : enabled");
        failsWith(() -> orders().isNotForced(), "but was : forced");
        failsWith(() -> orders().hasExactlyPolicies("mine"), "extra   : ");
    }

    @Test
    void policies() {
        orders().policy(
                        "mine",
                        mine -> mine.isForCommand(PolicyCommand.SELECT)
                                .appliesTo("sp_rls_user")
                                .isPermissive()
                                .hasUsing("tenant = current_setting('app.tenant'::text)"
                                        + " and exists (select from public.tenants as t where t.name = orders.tenant)")
                                .hasNoWithCheck()
                                .isNotAlwaysTrue())
                .policy("mine_new", mine -> mine.hasNoUsing().hasWithCheck("tenant = current_setting('app.tenant')"));
        orders().policy("hours").isRestrictive().appliesTo("PUBLIC").isForCommand(PolicyCommand.ALL);

        failsWith(() -> orders().policy("mine_new").hasWithCheck("tenant = 't1'"), """
                [policy public.orders.mine_new]
                Expected the policy's WITH CHECK
                  expected: (tenant = 't1'::text)
                  but was : (tenant = current_setting('app.tenant'::text))""");
        failsWith(() -> orders().policy("hours").isNotAlwaysTrue(), "but was : USING (1 = 1), which is always true");
        failsWith(() -> orders().policy("hours").isPermissive(), "but was : RESTRICTIVE");
        failsWith(() -> orders().policy("mine").isRestrictive(), "but was : PERMISSIVE");
        failsWith(() -> orders().policy("mine").appliesTo("PUBLIC"), "extra   : sp_rls_user");
        failsWith(() -> orders().policy("mine").isForCommand(PolicyCommand.ALL), "but was : FOR SELECT");
        failsWith(() -> orders().policy("mine").hasNoUsing(), "expected: none");
        failsWith(() -> orders().policy("mine").hasWithCheck("true"), "but was : none");
        failsWith(() -> orders().policy("mine_new").hasNoWithCheck(), "expected: none");
        failsWith(() -> orders().policy("hour"), "did you mean hours?");
    }

    @Test
    void a_role_sees_its_rows_only() {
        user().rows("orders", rows -> rows.hasCount(2).allSatisfy("tenant = 't1'"))
                .rows(DSL.table("orders"))
                .hasCount(2);
        user().with("app.tenant", "t2").rows("orders").hasCount(1);
        user().query("SELECT current_user, id FROM orders WHERE tenant = ?", "t1")
                .returnsRowCount(2);
        assertThat(db.schema())
                .asRole(
                        "\"SP RLS Admin\"",
                        admin -> admin.with("app.tenant", "t2").rows("orders").hasCount(1));
        assertThat(db.schema()).rows("orders").hasCount(3);

        failsWith(() -> user().rows("orders").hasCount(3), """
                [as role sp_rls_user with app.tenant = t1 · rows of public.orders]
                Expected the number of rows to be 3
                  expected: 3
                  but was : 2""");
        failsWith(() -> assertThat(db.schema()).asRole("sp_rls_usr"), "did you mean sp_rls_user?");
    }

    @Test
    void what_a_role_cannot_do_is_tried() {
        user().cannotSelect("private")
                .cannotUpdate("private")
                .cannotDelete("private")
                .cannotInsert("private");
        user().cannotDelete("orders").cannotUpdate("tenants").cannotInsert("half");
        user().cannotSelect("hidden.deep").cannotDelete("hidden.deep").cannotInsert("hidden.deep");
        user().with("app.tenant", "t9").cannotSelect("orders").cannotUpdate("orders");

        failsWith(() -> user().cannotUpdate("orders"), """
                [as role sp_rls_user with app.tenant = t1]
                Expected the role not to be able to update rows of public.orders
                  expected: cannot update
                  but was : it can: """);
        failsWith(() -> user().cannotSelect("orders"), "but was : it can: it sees rows");
        failsWith(() -> user().cannotInsert("orders"), "it can: a policy lets rows in");
        failsWith(() -> user().cannotInsert("shown"), "it can: it has the privilege and no policy holds for it");
        failsWith(() -> user().cannotDelete("shown"), "it can: 1 rows by DELETE FROM \"public\".\"shown\"");
        failsWith(() -> user().cannotUpdate("shown"), "it can: ");
        failsWith(() -> user().cannotDelete("half"), "but was : no row in the table: nothing was checked");
        failsWith(() -> user().cannotDelete("ordres"), "did you mean orders?");
        assertThat(db.schema()).rows("shown").hasCount(1);
    }

    @Test
    void statements_are_rejected_or_not() {
        user().rejects("INSERT INTO orders VALUES (9, 't2')")
                .accepts("INSERT INTO orders VALUES (9, 't1')")
                .rejects("INSERT INTO orders VALUES (1, 't1')", "23505")
                .changes("UPDATE orders SET id = id + 10", 2)
                .changes("UPDATE orders SET id = 5 WHERE tenant = 't2'", 0);
        assertThat(db.schema()).rows("orders").hasCount(3);

        failsWith(() -> user().rejects("INSERT INTO orders VALUES (9, 't1')"), """
                [as role sp_rls_user with app.tenant = t1]
                Expected the statement to be rejected: INSERT INTO orders VALUES (9, 't1')
                  expected: SQLSTATE 42501
                  but was : accepted; 1 rows""");
        failsWith(() -> user().rejects("INSERT INTO nowhere VALUES (1)"), "but was : SQLSTATE 42P01");
        failsWith(
                () -> user().accepts("INSERT INTO orders VALUES (9, 't2')"),
                "new row violates row-level security policy");
        failsWith(() -> user().changes("UPDATE orders SET id = id + 10", 3), "expected: 3 rows\n  but was : 2 rows");
    }

    @Test
    void a_lost_connection_is_no_refusal() {
        RoleSessionAssert owner = assertThat(db.schema())
                .asRole(Names.quote(new Sql(db.schema().dataSource())
                        .column("SELECT current_user")
                        .get(0)));

        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> owner.rejects("SELECT pg_terminate_backend(pg_backend_pid())", "57P01"))
                .withMessageStartingWith("The statement cannot be tried: ")
                .withMessageEndingWith(" [SQLSTATE 57P01]");
    }

    @Test
    void what_only_looks_like_a_lost_connection_is_a_refusal() {
        for (String state : List.of("08006", "08001", "57P01")) {
            user().rejects("DO $$ BEGIN RAISE EXCEPTION 'far away' USING ERRCODE = '" + state + "'; END $$", state);
        }
        failsWith(
                () -> user().accepts("DO $$ BEGIN RAISE EXCEPTION 'far away' USING ERRCODE = '08006'; END $$"),
                "but was : SQLSTATE 08006\nfar away");
        assertThat(db.schema())
                .statement("DO $$ BEGIN RAISE EXCEPTION 'far away' USING ERRCODE = '08006'; END $$")
                .failsWith("08006");
    }

    @Test
    void a_role_that_cannot_be_taken_on_is_no_refusal() {
        Schema ofUser = Schema.of(new RolledBackDataSource(db.schema().dataSource(), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION AUTHORIZATION sp_rls_user");
            }
        }));

        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> assertThat(ofUser).asRole("\"SP RLS Admin\"").rejects("DELETE FROM orders"))
                .withMessageStartingWith("The statement cannot be tried: ERROR: permission denied to set role")
                .withMessageEndingWith(" [SQLSTATE 42501]");
    }

    @Test
    void what_a_policy_lets_through_and_what_a_role_does_not_see() {
        user().cannotSelect(DSL.table("private"))
                .cannotInsert(DSL.table("private"))
                .cannotUpdate(DSL.table("private"))
                .cannotDelete(DSL.table("private"));

        failsWith(() -> orders().policy("mine").hasUsing("true"), "expected: true\n  but was : ");
        failsWith(() -> orders().policy("mine", mine -> mine.hasUsing("true")), "expected: true\n  but was : ");
        failsWith(() -> user().query("SELECT 1 FROM orders").returnsRowCount(3), "but was : 2");
    }

    @Test
    void rows_that_are_reached_are_not_said_to_be_safe() throws SQLException {
        db.execute("""
                CREATE TABLE taken (id int, tenant text);
                INSERT INTO taken VALUES (1, 't2');
                ALTER TABLE taken ENABLE ROW LEVEL SECURITY;
                CREATE POLICY steals ON taken TO sp_rls_user USING (true) WITH CHECK (tenant = current_setting('app.tenant'));
                CREATE TABLE quiet (id int);
                INSERT INTO quiet VALUES (NULL);
                CREATE TRIGGER same BEFORE UPDATE ON quiet FOR EACH ROW
                    EXECUTE FUNCTION suppress_redundant_updates_trigger();
                CREATE TABLE ruled (id int);
                INSERT INTO ruled VALUES (1);
                CREATE RULE no_null AS ON UPDATE TO ruled WHERE NEW.id IS NULL OR NEW.id = OLD.id DO INSTEAD NOTHING;
                CREATE TABLE guarded (id int);
                INSERT INTO guarded VALUES (1);
                CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN RAISE insufficient_privilege; END';
                CREATE TRIGGER guard BEFORE UPDATE ON guarded FOR EACH ROW EXECUTE FUNCTION guard();
                CREATE TABLE out_of_sight (id int, tenant text);
                INSERT INTO out_of_sight VALUES (1, 't2');
                ALTER TABLE out_of_sight ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON out_of_sight TO sp_rls_user USING (tenant = current_setting('app.tenant'));
                CREATE TRIGGER same BEFORE UPDATE ON out_of_sight FOR EACH ROW
                    EXECUTE FUNCTION suppress_redundant_updates_trigger();
                GRANT SELECT, UPDATE ON taken, quiet, ruled, guarded, out_of_sight TO sp_rls_user;""");
        user().accepts("UPDATE taken SET tenant = 't1'").cannotUpdate("out_of_sight");

        failsWith(() -> user().cannotUpdate("taken"), "rows reached: only the values of UPDATE");
        failsWith(() -> user().cannotUpdate("taken"), "Say rejects(\"UPDATE …\") for those that must not.");
        failsWith(() -> user().cannotUpdate("quiet"), """
                  expected: refused by a privilege, or rows that it does not reach
                  but was : rows reached: something took the change of UPDATE "public"."quiet" SET id = NULL away""");
        failsWith(() -> user().cannotUpdate("ruled"), "rows reached: a rule ON UPDATE decides what is done");
        failsWith(() -> user().cannotUpdate("guarded"), "rows reached: only the values of UPDATE");
        db.execute("DROP TABLE taken, quiet, ruled, guarded, out_of_sight; DROP FUNCTION guard()");
    }

    @Test
    void a_role_does_not_commit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> user().accepts("INSERT INTO orders VALUES (9, 't1'); COMMIT"))
                .withMessageContaining("COMMIT would control the transaction");
        assertThatIllegalArgumentException().isThrownBy(() -> user().query("SELECT 1; COMMIT"));
        assertThat(db.schema()).rows("orders").hasCount(3);
    }
}
