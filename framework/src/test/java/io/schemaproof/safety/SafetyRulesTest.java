package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.rule.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafetyRulesTest extends OnTwoDatabases {

    SafetyRulesTest() {
        super(Hazard.STRICTER);
    }

    @Test
    void a_lock_without_a_limit_to_the_wait_is_told_once() throws SQLException {
        Finding finding =
                of(databases.judge("ALTER TABLE t ADD z int;\nALTER TABLE p ADD z int;"), "safety.no-lock-timeout");

        assertThat(finding.rule()).isEqualTo("safety.no-lock-timeout");
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.message())
                .startsWith(
                        "Asks for ACCESS EXCLUSIVE on public.t (reads and writes wait) and waits for it without a limit:"
                                + " lock_timeout is 0. So does line 2.\n")
                .contains("every later query waits behind the statement");
        assertThat(finding.remedy()).startsWith("SET LOCAL lock_timeout = '2s';");
        assertThat(databases.judge(LIMIT + "ALTER TABLE t ADD z int;")).isEmpty();
        assertThat(databases.judge("SET LOCAL statement_timeout = '5s'; ALTER TABLE t ADD z int;"))
                .isEmpty();
        assertThat(only(databases.judge("SET LOCAL lock_timeout = '1min'; ALTER TABLE t ADD z int;"))
                        .message())
                .contains("waits for it up to 60 s.");
        assertThat(databases.judge("CREATE TABLE n (id int); ALTER TABLE n ADD z int; COMMENT ON TABLE t IS 'x';"))
                .isEmpty();
    }

    @Test
    void a_limit_that_is_set_where_it_has_no_effect_is_none() throws SQLException {
        assertThat(databases.judgeApart("SET LOCAL lock_timeout = '2s';\nALTER TABLE t ADD z int;"))
                .extracting(Finding::rule)
                .containsExactly("safety.no-lock-timeout", "safety.without-effect");
    }

    @Test
    void triggers_stop_writers_and_attributes_that_only_planners_read_stop_nobody() throws SQLException {
        String function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
        assertThat(only(databases.judge(
                                function + "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"))
                        .message())
                .contains("SHARE ROW EXCLUSIVE on public.t (writes wait, reads go on)");
        assertThat(only(databases.judge(
                                "ALTER SEQUENCE IF EXISTS nope INCREMENT 2; ALTER TABLE t DISABLE TRIGGER ALL;"))
                        .message())
                .contains("SHARE ROW EXCLUSIVE on public.t");
        assertThat(databases.judge("ALTER TABLE t ALTER a SET STATISTICS 500; ALTER TABLE t SET (fillfactor = 90);"))
                .isEmpty();
    }

    @Test
    void concurrently_under_a_lock_timeout_is_an_error_and_without_one_it_is_not() throws SQLException {
        List<Finding> findings = databases.judgeApart(
                "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);\nRESET lock_timeout;");

        Finding cut = of(findings, "safety.concurrently-under-timeout");
        assertThat(cut.line()).isEqualTo(2);
        assertThat(cut.object()).contains("public.t_a");
        assertThat(cut.message())
                .startsWith("Runs under lock_timeout = 2000 ms: CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a)."
                        + " IF NOT EXISTS then hides it")
                .contains("also of transactions on other tables");
        assertThat(cut.remedy()).contains("SET lock_timeout = 0;", "DROP INDEX CONCURRENTLY IF EXISTS public.t_a;");
        Finding hidden = of(findings, "safety.if-not-exists-hides-invalid");
        assertThat(hidden.message())
                .startsWith("Makes public.t_a unless there is one of that name, be it valid or not.");
        assertThat(findings).hasSize(2);

        assertThat(databases.judgeApart("CREATE INDEX CONCURRENTLY t_a ON t (a);\nDROP INDEX CONCURRENTLY t_a;"))
                .isEmpty();
        assertThat(databases.judgeApart("DROP INDEX CONCURRENTLY IF EXISTS t_a;\n"
                        + "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);"))
                .isEmpty();
    }

    /** Which counts the work, too, and not only the wait. */
    @Test
    void concurrently_under_a_statement_timeout_is_an_error_and_under_a_long_one_it_is_not() throws SQLException {
        Finding cut = only(databases.judgeApart("SET lock_timeout = '10min';\nSET statement_timeout = '30s';\n"
                + "CREATE INDEX CONCURRENTLY t_a ON t (a);\nRESET lock_timeout;\nRESET statement_timeout;"));

        assertThat(cut.rule()).isEqualTo("safety.concurrently-under-timeout");
        assertThat(cut.message())
                .startsWith("Runs under statement_timeout = 30000 ms: CREATE INDEX CONCURRENTLY t_a ON t (a).\n")
                .contains("statement_timeout and transaction_timeout the work, too");
        assertThat(cut.remedy())
                .isEqualTo(
                        "SET statement_timeout = 0; before it, and the limit again behind it: it blocks neither reads nor"
                                + " writes while it waits.\n"
                                + "Where it was cut off already: DROP INDEX CONCURRENTLY IF EXISTS public.t_a;");
        assertThat(cut.facts()).containsEntry("statement_timeout", "30000 ms").doesNotContainKey("lock_timeout");

        assertThat(databases.judgeApart("SET statement_timeout = '2h';\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n"
                        + "RESET statement_timeout;"))
                .isEmpty();
    }

    @Test
    void servers_whose_concurrent_builds_lose_rows_are_known() throws SQLException {
        String builds = "CREATE INDEX CONCURRENTLY t_a ON t (a);\nREINDEX INDEX CONCURRENTLY t_a;";

        List<Finding> findings = databases.judgeApartOn("14.3", builds + "\nDROP INDEX CONCURRENTLY t_a;");
        assertThat(findings).extracting(Finding::rule).containsOnly("safety.concurrently-corrupts");
        assertThat(findings).extracting(Finding::line).containsExactly(1, 2);
        assertThat(findings.get(0).object()).contains("public.t_a");
        assertThat(findings.get(0).message())
                .startsWith(
                        "Builds public.t_a while others write, on PostgreSQL 14.3: CREATE INDEX CONCURRENTLY t_a ON t (a).\n"
                                + "PostgreSQL 14.0 to 14.3 may leave rows out");
        assertThat(findings.get(0).remedy())
                .contains("Update the server to 14.4 or newer first.", "CONCURRENTLY public.t_a;");
        assertThat(databases.judgeApartOn("14.10", builds)).isEmpty();
        assertThat(databases.judgeApartOn(
                        "14.3", "SET lock_timeout = '2s'; DROP INDEX IF EXISTS t_a; RESET lock_timeout;"))
                .isEmpty();
    }

    /** Why both are findings: this is what the server does. */
    @Test
    void a_snapshot_on_another_table_cuts_the_index_off_and_the_next_try_hides_it() throws SQLException {
        databases.judgeApart("SELECT 1;");
        try (Connection holder = databases.connect();
                Connection migrator = databases.connect();
                Statement reads = holder.createStatement();
                Statement builds = migrator.createStatement()) {
            holder.setAutoCommit(false);
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reads.execute("SELECT FROM p");
            builds.execute("SET lock_timeout = '50ms'");
            String sql = "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a)";

            assertThatThrownBy(() -> builds.execute(sql)).hasMessageContaining("lock timeout");
            holder.rollback();
            builds.execute(sql);

            try (var row = builds.executeQuery("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getBoolean(1)).isFalse();
            }
        }
    }

    @Test
    void a_name_that_the_application_uses_and_that_is_no_more_is_told() throws SQLException {
        List<Finding> renamed = names(LIMIT + "ALTER TABLE t RENAME a TO b;\nALTER TABLE p RENAME TO q;");
        assertThat(renamed).extracting(Finding::rule).containsOnly("safety.rename");
        assertThat(renamed)
                .extracting(finding -> finding.message().lines().findFirst().orElse(""))
                .containsExactly("The table public.p has another name.", "The column public.t.a is called b now.");
        assertThat(renamed).extracting(Finding::line).containsExactly(3, 2);
        assertThat(renamed.get(0).remedy()).contains("CREATE VIEW public.p AS SELECT * FROM …;");

        List<Finding> dropped = names(LIMIT + "ALTER TABLE t DROP c;\nDROP TABLE p;");
        assertThat(dropped).extracting(Finding::rule).containsOnly("safety.drop");
        assertThat(dropped)
                .extracting(finding -> finding.message().lines().findFirst().orElse(""))
                .containsExactly("The table public.p is gone.", "The column public.t.c is gone.");

        assertThat(databases.judge(LIMIT + "ALTER TABLE p RENAME TO q; CREATE VIEW p AS SELECT * FROM q;"))
                .isEmpty();
        assertThat(databases.judge("CREATE TABLE n (a int, b int); ALTER TABLE n DROP a; ALTER TABLE n RENAME TO m;"))
                .isEmpty();
    }

    /** Without what is said of the two tables as such. */
    private List<Finding> names(String sql) throws SQLException {
        return databases.judge(sql).stream()
                .filter(finding -> !finding.rule().equals("safety.several-tables"))
                .toList();
    }

    @Test
    void a_column_that_a_function_renames_is_told_as_renamed() throws SQLException {
        List<Finding> renamed = databases.judge(
                "CREATE FUNCTION hides() RETURNS void LANGUAGE sql AS 'ALTER TABLE t RENAME a TO b';",
                LIMIT + "SELECT hides();",
                ExecutionMode.STATEMENTS_IN_TRANSACTION);

        assertThat(only(renamed).message()).startsWith("The column public.t.a is called b now.");
        assertThat(databases.judge(LIMIT + "ALTER TABLE t DROP c;\nALTER TABLE t ADD d varchar(50);"))
                .extracting(Finding::rule)
                .containsExactly("safety.drop");
    }

    @Test
    void an_update_that_meets_no_row_is_not_passed() throws SQLException {
        Finding finding = only(databases.judge("UPDATE t SET a = 1 WHERE c = 'no row has this';"));

        assertThat(finding.rule()).isEqualTo("safety.not-checked");
        assertThat(finding.message())
                .startsWith("Nobody knows how many rows it changes, because none of those in public.t here fulfils its"
                        + " condition: UPDATE t SET a = 1");
        assertThat(databases.judge(
                        "UPDATE t SET a = 1 WHERE id = -1; DELETE FROM t WHERE id = 7; SELECT 'UPDATE' FROM t;"))
                .isEmpty();
    }

    /** The first batch takes all rows that there are here. */
    @Test
    void rows_that_are_changed_in_batches_are_no_bulk() throws SQLException {
        String batches =
                "DECLARE n int; BEGIN LOOP UPDATE p SET id = -id WHERE id IN (SELECT id FROM p WHERE id > 0 LIMIT 9000);"
                        + " GET DIAGNOSTICS n = ROW_COUNT; COMMIT; EXIT WHEN n = 0; END LOOP; END";

        assertThat(databases.judgeApart("DO $$ " + batches + " $$;")).isEmpty();
        assertThat(databases.judge(
                        "CREATE PROCEDURE turn() LANGUAGE plpgsql AS $$ " + batches + " $$;",
                        "CALL turn();",
                        ExecutionMode.STATEMENTS))
                .isEmpty();
        assertThat(only(databases.judgeApart("DO $$ " + batches.replace(" COMMIT;", "") + " $$;"))
                        .rule())
                .isEqualTo("safety.unbatched-change");
        assertThat(only(databases.judgeApart("DO $$ BEGIN UPDATE p SET id = -id; COMMIT; END $$;"))
                        .rule())
                .isEqualTo("safety.unbatched-change");
    }

    @Test
    void an_index_that_finds_no_row_to_change_proves_nothing() throws SQLException {
        Finding range = only(databases.judge("DELETE FROM t WHERE id < -5;"));
        assertThat(range.rule()).isEqualTo("safety.not-checked");
        assertThat(range.message())
                .startsWith("Nobody knows how many rows it changes, because none of those in public.t here fulfils its"
                        + " condition: DELETE FROM t WHERE id < -5");
        assertThat(of(
                                databases.judge("UPDATE p SET id = id;\nUPDATE p SET id = 0 WHERE id < -5;"),
                                "safety.not-checked")
                        .line())
                .isEqualTo(2);
        assertThat(only(databases.judge("DO $$ BEGIN DELETE FROM t WHERE id < -5; END $$;"))
                        .message())
                .contains("none of those in public.t here");
        assertThat(only(databases.judge(
                                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM p WHERE id < -5';",
                                "SELECT f();",
                                ExecutionMode.STATEMENTS_IN_TRANSACTION))
                        .message())
                .contains("none of those in public.p here");
        assertThat(only(databases.judge("UPDATE t SET a = 1 WHERE id = -1 OR id < -5;"))
                        .rule())
                .isEqualTo("safety.not-checked");

        // Not more rows than are named.
        assertThat(databases.judge("UPDATE t SET c = 'a = b' WHERE id IN (-1, -2) AND c = 'x'; -- OR\n"
                        + "DELETE FROM p WHERE (id = -1) RETURNING id;"))
                .isEmpty();
        assertThat(databases.judge(
                        "CREATE TABLE n (a int); DELETE FROM n WHERE a < 1; INSERT INTO p SELECT 1 WHERE false;"
                                + " LOCK TABLE t IN ROW EXCLUSIVE MODE; UPDATE t SET a = 1 WHERE id = 7;"))
                .isEmpty();
    }

    @Test
    void names_in_capital_letters_are_quoted_in_what_to_write_instead() throws SQLException {
        String more = "ALTER TABLE t ADD \"Big\" int; UPDATE t SET \"Big\" = 1;";
        assertThat(only(databases.judge(
                                more,
                                LIMIT + "ALTER TABLE t ALTER \"Big\" TYPE bigint;",
                                ExecutionMode.STATEMENTS_IN_TRANSACTION))
                        .remedy())
                .contains("ADD COLUMN \"new_Big\" bigint;", "SET \"new_Big\" = \"Big\" in batches;");
        assertThat(only(databases.judge(
                                more,
                                LIMIT + "ALTER TABLE t ALTER \"Big\" SET NOT NULL;",
                                ExecutionMode.STATEMENTS_IN_TRANSACTION))
                        .remedy())
                .contains("ADD CONSTRAINT \"Big_not_null\" CHECK");
    }

    @Test
    void what_falls_without_being_named_is_an_error() throws SQLException {
        String more =
                "CREATE VIEW v AS SELECT id FROM p; ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p;";

        List<Finding> dropped =
                databases.judge(more, LIMIT + "DROP TABLE p CASCADE;", ExecutionMode.STATEMENTS_IN_TRANSACTION);
        Finding fallen = of(dropped, "safety.cascade");
        assertThat(fallen.message())
                .startsWith("Takes along, without naming it, public.v and the foreign key fk of public.t.\n");
        assertThat(fallen.line()).isEqualTo(2);
        List<Finding> emptied =
                databases.judge(more, LIMIT + "TRUNCATE p CASCADE;", ExecutionMode.STATEMENTS_IN_TRANSACTION);
        assertThat(of(emptied, "safety.cascade").message()).startsWith("Empties, without naming it, public.t.\n");
        assertThat(of(emptied, "safety.truncate").message()).startsWith("Empties public.p, of which");
        assertThat(databases.judge(
                        more,
                        LIMIT + "DROP VIEW v; ALTER TABLE t DROP CONSTRAINT fk; DROP TABLE p CASCADE;",
                        ExecutionMode.STATEMENTS_IN_TRANSACTION))
                .extracting(Finding::rule)
                .containsOnly("safety.drop");
    }

    @Test
    void what_stays_in_the_session_is_told() throws SQLException {
        List<Finding> findings = databases.judgeApart("SET search_path = pg_catalog;\nSELECT pg_advisory_lock(1, 2);");

        assertThat(findings).extracting(Finding::rule).containsOnly("safety.session-leak");
        assertThat(findings)
                .extracting(finding -> finding.message().lines().findFirst().orElse(""))
                .containsExactly(
                        "Leaves the setting search_path = pg_catalog in its session.",
                        "Leaves the advisory lock 1:2:2 in its session.");
        assertThat(findings.get(0).line()).isEqualTo(1);
        assertThat(findings.get(0).remedy()).isEqualTo("RESET search_path; at the end.");
        assertThat(databases.judge("SET LOCAL search_path = pg_catalog; SELECT pg_advisory_xact_lock(1, 2);"))
                .isEmpty();
    }

    @Test
    void what_cannot_be_known_is_not_passed() throws SQLException {
        List<Finding> empty = databases.judge(
                "CREATE TABLE nothing (a int);",
                LIMIT + "ALTER TABLE nothing ALTER a SET NOT NULL;",
                ExecutionMode.STATEMENTS_IN_TRANSACTION);
        assertThat(only(empty).rule()).isEqualTo("safety.not-checked");
        assertThat(only(empty).message())
                .startsWith("Nobody knows whether its work grows with the tables, because")
                .contains("(public.nothing): ALTER TABLE nothing");

        List<Finding> hidden = databases.judge(
                "CREATE PROCEDURE commits() LANGUAGE plpgsql AS 'BEGIN UPDATE p SET id = id; COMMIT; END';",
                "DO E'BEGIN C\\x41LL commits(); END';",
                ExecutionMode.STATEMENTS);
        assertThat(of(hidden, "safety.not-checked").message())
                .startsWith("Has ended its transaction where its text does not tell");
    }
}
