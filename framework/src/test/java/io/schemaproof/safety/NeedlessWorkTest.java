package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.rule.Finding;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work and locks that could have been saved, and tables that are not the migration's. */
class NeedlessWorkTest extends OnTwoDatabases {

    NeedlessWorkTest() {
        super(Hazard.STRICTER, Hazard.BLOCKING_WORK, Hazard.HELD_WHILE_WORKING);
    }

    @Test
    void alters_that_each_go_through_the_table_could_be_one() throws SQLException {
        Finding finding = only(
                databases.judge(
                        LIMIT
                                + "ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0);\nALTER TABLE t ALTER a SET NOT NULL;\n"
                                + "ALTER TABLE ONLY public.t ALTER COLUMN c TYPE text COLLATE \"C\", -- and\nADD z float DEFAULT random();"));

        assertThat(finding.rule()).isEqualTo("safety.many-alters");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.object()).contains("public.t");
        assertThat(finding.message())
                .startsWith("Lines 2, 3 and 4 each go through public.t from begin to end.\nEach of them");
        assertThat(finding.remedy())
                .startsWith(
                        "One statement: ALTER TABLE public.t ADD CONSTRAINT pos CHECK (a > 0), ALTER a SET NOT NULL,"
                                + " ALTER COLUMN c TYPE text COLLATE \"C\",");

        // No pass that could be shared, or something in between.
        assertThat(databases.judge(LIMIT
                        + "ALTER TABLE t ADD z int; ALTER TABLE t ALTER a SET NOT NULL; ALTER TABLE t ADD y int;"))
                .isEmpty();
        assertThat(databases.judge(LIMIT + "ALTER TABLE t ADD UNIQUE (a); ALTER TABLE t ADD UNIQUE (c);"))
                .isEmpty();
        assertThat(databases.judge(
                        LIMIT + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p; ALTER TABLE t ALTER a SET NOT NULL;"))
                .isEmpty();
        assertThat(
                        databases.judge(
                                LIMIT
                                        + "ALTER TABLE t ADD CHECK (a > 0);\nUPDATE t SET a = a + 1;\nALTER TABLE t ALTER a SET NOT NULL;"))
                .isEmpty();
        assertThat(
                        databases.judge(
                                "CREATE TABLE n AS SELECT * FROM t; ALTER TABLE n ADD CHECK (a > 0); ALTER TABLE n ALTER a SET NOT NULL;"))
                .isEmpty();
    }

    @Test
    void a_lock_before_finding_that_there_is_nothing_to_do() throws SQLException {
        Finding column = only(databases.judge(LIMIT + "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;"));
        assertThat(column.rule()).isEqualTo("safety.lock-for-nothing");
        assertThat(column.object()).contains("public.t");
        assertThat(column.message())
                .startsWith(
                        "Takes ACCESS EXCLUSIVE on public.t (reads and writes wait) and then has nothing to do: NOTICE:"
                                + " column \"a\" of relation \"t\" already exists, skipping.");
        assertThat(column.remedy()).startsWith("Leave it out, or look first: ");
        assertThat(only(databases.judge(
                                "CREATE INDEX t_a ON t (a);",
                                LIMIT + "CREATE INDEX IF NOT EXISTS t_a ON t (a);",
                                ExecutionMode.STATEMENTS_IN_TRANSACTION))
                        .message())
                .startsWith("Takes SHARE on public.t");
        assertThat(only(databases.judge(LIMIT + "ALTER TABLE t DROP COLUMN IF EXISTS x, DROP COLUMN IF EXISTS y;"))
                        .rule())
                .isEqualTo("safety.lock-for-nothing");

        // Once for a table, however often a script says so.
        List<Finding> often = databases.judgeApart(
                "SET lock_timeout = '2s';\n"
                        + "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int;\nALTER TABLE t ADD COLUMN IF NOT EXISTS c text;\n"
                        + "ALTER TABLE t DROP COLUMN IF EXISTS x;\nALTER TABLE p ADD COLUMN IF NOT EXISTS id int;\nRESET lock_timeout;");
        assertThat(often)
                .filteredOn(finding -> finding.rule().equals("safety.lock-for-nothing"))
                .extracting(finding -> finding.message().lines().findFirst().orElse(""))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("already exists, skipping. So do lines 3 and 4."),
                        second -> assertThat(second).startsWith("Takes ACCESS EXCLUSIVE on public.p"));

        assertThat(databases.judge(LIMIT + "ALTER TABLE t ADD COLUMN IF NOT EXISTS z int, DROP COLUMN IF EXISTS y;"))
                .isEmpty();
        assertThat(databases.judge(
                        "DROP TABLE IF EXISTS x; DROP INDEX IF EXISTS y; CREATE TABLE IF NOT EXISTS t (id int);"))
                .extracting(Finding::rule)
                .doesNotContain("safety.lock-for-nothing");
        // In one message with others, nobody knows which of them has taken the lock.
        assertThat(databases.judge(
                        "CREATE TABLE k (id int REFERENCES p);",
                        "DROP TABLE IF EXISTS k; DROP INDEX IF EXISTS k_id;",
                        ExecutionMode.WHOLE))
                .noneMatch(finding -> finding.rule().equals("safety.lock-for-nothing"));
    }

    @Test
    void a_transaction_that_works_for_long_is_a_note() throws SQLException {
        String copies = "CREATE TABLE n AS SELECT * FROM t;\nCREATE TABLE m AS SELECT * FROM p;";

        Finding finding = only(databases.judge(copies));
        assertThat(finding.rule()).isEqualTo("safety.long-transaction");
        assertThat(finding.severity().word()).isEqualTo("note");
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.message())
                .startsWith(
                        "One transaction does work that grows with the tables in lines 1 and 2.\nAs long as it is open");
        assertThat(databases.judgeApart(copies)).isEmpty();
        assertThat(databases.judge("CREATE TABLE n AS SELECT * FROM t; CREATE TABLE m AS SELECT 1 AS x;"))
                .isEmpty();
    }

    @Test
    void the_table_of_a_tool_is_its_own() throws SQLException {
        String table = "CREATE TABLE schema_migrations (version bigint); INSERT INTO schema_migrations VALUES (1);";

        for (String change : List.of(
                "INSERT INTO schema_migrations VALUES (2);",
                "DELETE FROM schema_migrations WHERE version = 1;",
                "DO $$ BEGIN UPDATE schema_migrations SET version = 7; END $$;")) {
            Finding finding = of(
                    databases.judge(table, "SELECT 1;\n" + change, ExecutionMode.STATEMENTS_IN_TRANSACTION),
                    "safety.tool-table");
            assertThat(finding.severity().word()).isEqualTo("error");
            assertThat(finding.object()).contains("public.schema_migrations");
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.message())
                    .startsWith("Changes public.schema_migrations, in which the tool keeps what it has applied: ");
            assertThat(finding.remedy()).startsWith("Leave the table to the tool");
        }
        assertThat(of(
                        databases.judge(
                                table,
                                LIMIT + "DROP TABLE schema_migrations;",
                                ExecutionMode.STATEMENTS_IN_TRANSACTION),
                        "safety.tool-table"))
                .isNotNull();
        assertThat(of(
                        databases.judge(
                                table, LIMIT + "TRUNCATE schema_migrations;", ExecutionMode.STATEMENTS_IN_TRANSACTION),
                        "safety.tool-table"))
                .isNotNull();

        assertThat(databases.judge(
                        table,
                        "CREATE VIEW last AS SELECT max(version) FROM schema_migrations; GRANT SELECT ON schema_migrations TO pg_monitor;",
                        ExecutionMode.STATEMENTS_IN_TRANSACTION))
                .isEmpty();
        // A dump that begins a history brings its own.
        assertThat(databases.judge(table)).isEmpty();
    }
}
