package io.schemaproof.verify.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.audit.WorkingOrder.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderAuditTest {

    @TempDir
    private Path folder;

    /** Files as names and texts, in the order in which they are listed. */
    private FolderAudit audit(String... namesAndTexts) {
        MigrationsOnDisk files = new MigrationsOnDisk(folder);
        StringBuilder list = new StringBuilder();
        for (int index = 0; index < namesAndTexts.length; index += 2) {
            files.file(namesAndTexts[index], namesAndTexts[index + 1]);
            list.append(namesAndTexts[index]).append('\n');
        }
        files.file("schemaproof.list", list.toString());
        return FolderAudit.of(files.read());
    }

    private Script before(String text) {
        new MigrationsOnDisk(folder).file("before/before.sql", text);
        return MigrationReader.script(folder.resolve("before/before.sql"));
    }

    private static Cause cause(AuditReport report, int file, int failure) {
        return report.files().get(file).failures().get(failure).cause();
    }

    private static List<FileStatus> statuses(AuditReport report) {
        return report.files().stream().map(FileAudit::status).toList();
    }

    @Test
    void files_that_work_in_their_order_pass() {
        AuditReport report = audit(
                        "a.sql",
                        "CREATE TABLE a (id int PRIMARY KEY);\nCREATE VIEW v AS SELECT * FROM a;",
                        "b.sql",
                        "CREATE TABLE b (a int REFERENCES a);\nBEGIN;\nINSERT INTO a VALUES (1);\nCOMMIT;")
                .check();

        assertThat(report.passed()).isTrue();
        assertThat(statuses(report)).containsExactly(FileStatus.SUCCESS, FileStatus.SUCCESS);
        assertThat(report.files().get(0).made()).hasToString("{index=1, table=1, view=1}");
        assertThat(report.order().outcome()).isEqualTo(Outcome.GIVEN);
        assertThat(report.order().files()).containsExactly("a.sql", "b.sql");
        assertThat(report.before())
                .isEqualTo(new Inventory(0, 0, 0, 0, 1, report.before().extensionFunctions()));
        assertThat(report.after().tables()).isEqualTo(2);
        assertThat(AuditText.of(report)).contains("The given order works.", "2 files: 2 success, in ");
    }

    @Test
    void the_table_fits_on_a_terminal() {
        AuditReport report = audit(
                        "migrations_of_the_service_of_orders_2024/first.sql",
                        "CREATE TABLE a (id int PRIMARY KEY);\nCREATE VIEW v AS SELECT * FROM a;")
                .check();

        assertThat(AuditText.of(report, 70))
                .startsWith("status        file                    statements  failed  made\n"
                        + "success       …orders_2024/first.sql           2       0  1 index, 1 …\n");
        assertThat(AuditText.of(report, 20)).contains("success       …_2024/first.sql           2       0\n");
        assertThat(AuditText.of(report))
                .contains(
                        "migrations_of_the_service_of_orders_2024/first.sql           2       0  1 index, 1 table, 1 view");
    }

    @Test
    void an_order_that_works_is_found_and_run() {
        FolderAudit audit = audit(
                "orders.sql",
                "CREATE TABLE orders (customer int REFERENCES customers);\nCREATE TABLE notes (id int);\n"
                        + "CREATE INDEX ON orders (customer);",
                "customers.sql",
                "CREATE TABLE customers (id int PRIMARY KEY);",
                "last.sql",
                "INSERT INTO orders VALUES (NULL);");

        AuditReport report = audit.evaluate();

        assertThat(report.passed()).isFalse();
        assertThat(statuses(report)).containsExactly(FileStatus.PARTIAL, FileStatus.SUCCESS, FileStatus.FAILED);
        assertThat(cause(report, 0, 0).kind()).isEqualTo(CauseKind.MISSING_OBJECT);
        assertThat(cause(report, 0, 0).text()).isEqualTo("relation customers is made later, by customers.sql.");
        assertThat(cause(report, 0, 0).madeBy()).contains("customers.sql");
        assertThat(cause(report, 0, 1).text())
                .isEqualTo("orders.sql makes relation orders where orders.sql:1 does not fail.");
        assertThat(cause(report, 2, 0).consequenceOf()).hasToString("Optional[orders.sql:1]");
        assertThat(report.failures()).filteredOn(FailedStatement::isRoot).hasSize(1);
        assertThat(report.order().outcome()).isEqualTo(Outcome.FOUND);
        assertThat(report.order().files()).containsExactly("customers.sql", "orders.sql", "last.sql");
        assertThat(report.order().remaining()).isEmpty();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(audit::check)
                .withMessageContainingAll(
                        "PARTIAL  orders.sql\n  orders.sql:1:1 ERROR 42P01: relation \"customers\" does not exist",
                        "  cause: relation customers is made later, by customers.sql.",
                        "FAILED  last.sql",
                        "This order works. It was run on a fresh database, and no statement failed.\n  1. customers.sql\n"
                                + "  2. orders.sql\n  3. last.sql",
                        "3 files: 1 success, 1 partial, 1 failed; 3 statements failed, 1 of them for a reason of their own");
    }

    @Test
    void a_temporary_table_that_went_with_its_transaction_makes_every_order_fail() {
        String temporary = "CREATE TEMP TABLE kept AS SELECT 1 AS id;\nINSERT INTO kept VALUES (2);\n"
                + "CREATE TEMPORARY TABLE seen (id int) ON COMMIT DROP;\nINSERT INTO seen VALUES (1);";
        AuditReport report = audit("merge.sql", temporary, "base.sql", "CREATE TABLE users (id int);")
                .evaluate();

        assertThat(report.failures()).hasSize(1);
        assertThat(cause(report, 0, 0).text())
                .isEqualTo("merge.sql:3 makes relation seen for its transaction (ON COMMIT DROP), which has ended here:"
                        + " without BEGIN each statement is one of its own.");
        assertThat(report.order().reason())
                .isEqualTo(
                        "No order works: what the server says of merge.sql:4 has nothing to do with what other files make.");

        AuditReport whole =
                audit("merge.sql", "BEGIN;\n" + temporary + "\nCOMMIT;").evaluate();
        assertThat(whole.passed()).isTrue();
    }

    @Test
    void another_file_may_make_what_went_with_its_transaction() {
        AuditReport report = audit(
                        "merge.sql",
                        "CREATE TEMP TABLE seen (id int) ON COMMIT DROP;\nINSERT INTO seen VALUES (1);",
                        "seen.sql",
                        "CREATE TABLE seen (id int);")
                .evaluate();

        assertThat(cause(report, 0, 0).text()).startsWith("merge.sql:1 makes relation seen for its transaction");
        assertThat(report.order().outcome()).isEqualTo(Outcome.FOUND);
        assertThat(report.order().files()).containsExactly("seen.sql", "merge.sql");
    }

    @Test
    void an_extension_that_the_server_lacks_makes_every_order_fail() {
        AuditReport report = audit(
                        "ml.sql",
                        "CREATE EXTENSION no_such_thing;\nCREATE TABLE e (v no_such_thing);\nCREATE INDEX ON e (v);",
                        "users.sql",
                        "ALTER TABLE users ADD mail text;",
                        "base.sql",
                        "CREATE TABLE users (id int);")
                .evaluate();

        assertThat(cause(report, 0, 0).kind()).isEqualTo(CauseKind.EXTENSION_UNAVAILABLE);
        assertThat(cause(report, 0, 1).text())
                .isEqualTo("No file makes type no_such_thing; ml.sql:1 names it and failed.");
        assertThat(cause(report, 0, 2).consequenceOf()).hasToString("Optional[ml.sql:2]");
        assertThat(statuses(report)).containsExactly(FileStatus.FAILED, FileStatus.FAILED, FileStatus.SUCCESS);
        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
        assertThat(report.order().reason())
                .isEqualTo(
                        "No order works: what the server says of ml.sql:1 has nothing to do with what other files make.");
        assertThat(report.order().files()).containsExactly("base.sql", "users.sql", "ml.sql");
        assertThat(report.order().remaining()).hasSize(3);
        assertThat(report.order().inEveryRun()).hasSize(3);
    }

    @Test
    void what_two_files_make_works_in_no_order() {
        AuditReport report = audit(
                        "one.sql",
                        "CREATE TABLE t (id int);",
                        "two.sql",
                        "CREATE TABLE t (id int);\nCREATE TABLE u (id int);")
                .evaluate();

        assertThat(statuses(report)).containsExactly(FileStatus.SUCCESS, FileStatus.PARTIAL);
        assertThat(cause(report, 1, 0).kind()).isEqualTo(CauseKind.ALREADY_EXISTS);
        assertThat(cause(report, 1, 0).text()).isEqualTo("one.sql has made relation t.");
        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
        assertThat(report.order().reason())
                .startsWith("No order works: every order was tried up to its first failure, in ");
        assertThat(report.order().remaining()).hasSize(1);
        assertThat(report.order().inEveryRun()).isEmpty();
    }

    @Test
    void types_that_do_not_fit_are_named_and_what_follows_is_no_cause() {
        AuditReport report = audit(
                        "tenants.sql",
                        "CREATE TABLE tenants (id uuid PRIMARY KEY);",
                        "alerts.sql",
                        "CREATE TABLE alerts (id int, tenant_id int REFERENCES tenants(id));\n"
                                + "CREATE INDEX ON alerts (id);",
                        "rules.sql",
                        "INSERT INTO alerts VALUES (1, 1);")
                .evaluate();

        assertThat(cause(report, 1, 0).kind()).isEqualTo(CauseKind.TYPE_MISMATCH);
        assertThat(cause(report, 1, 0).text())
                .startsWith("Key columns \"tenant_id\" ")
                .endsWith("are of incompatible types: integer and uuid.");
        assertThat(cause(report, 1, 1).text()).isEqualTo("alerts.sql:1 would have made relation alerts, and failed.");
        assertThat(cause(report, 2, 0).madeBy()).contains("alerts.sql");
        assertThat(report.failures()).filteredOn(FailedStatement::isRoot).hasSize(1);
        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    void files_that_need_each_other_work_in_no_order() {
        AuditReport report = audit(
                        "a.sql",
                        "CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b);",
                        "b.sql",
                        "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);")
                .evaluate();

        assertThat(statuses(report)).containsExactly(FileStatus.FAILED, FileStatus.FAILED);
        assertThat(cause(report, 0, 0).text()).isEqualTo("b.sql:1 would have made relation b, and failed.");
        assertThat(cause(report, 1, 0).text()).isEqualTo("a.sql:1 would have made relation a, and failed.");
        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
        assertThat(report.order().inEveryRun()).hasSize(2);
    }

    @Test
    void a_transaction_is_undone_as_psql_undoes_it() {
        AuditReport report = audit(
                        "a.sql",
                        "BEGIN;\nCREATE TABLE a (id int);\nSELECT 1/0;\nCREATE TABLE b (id int);\nCOMMIT;",
                        "open.sql",
                        "BEGIN;\nCREATE TABLE c (id int);",
                        "syntax.sql",
                        "CREATE TABLE d (id int);\nCREAT TABLE e (id int);")
                .evaluate();

        assertThat(statuses(report)).containsExactly(FileStatus.FAILED, FileStatus.FAILED, FileStatus.PARTIAL);
        assertThat(cause(report, 0, 0).kind()).isEqualTo(CauseKind.OTHER);
        assertThat(cause(report, 0, 1).kind()).isEqualTo(CauseKind.ABORTED_TRANSACTION);
        assertThat(cause(report, 0, 1).text()).isEqualTo("Not run: a.sql:3 failed in the same transaction.");
        assertThat(cause(report, 1, 0).kind()).isEqualTo(CauseKind.UNCOMMITTED);
        assertThat(cause(report, 2, 0).kind()).isEqualTo(CauseKind.SYNTAX);
        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
        assertThat(report.after().tables()).isEqualTo(1);
    }

    @Test
    void a_file_that_takes_away_what_another_needs_comes_last() {
        AuditReport report = audit("drop.sql", "DROP TABLE base;", "use.sql", "ALTER TABLE base ADD name text;")
                .before(before("CREATE TABLE base (id int);"))
                .evaluate();

        assertThat(cause(report, 1, 0).text()).isEqualTo("drop.sql has removed relation base.");
        assertThat(report.before().tables()).isEqualTo(1);
        assertThat(report.order().outcome()).isEqualTo(Outcome.FOUND);
        assertThat(report.order().files()).containsExactly("use.sql", "drop.sql");
    }

    @Test
    void roles_that_a_file_makes_are_not_in_the_way_of_another_try() {
        AuditReport report = audit(
                        "grant.sql",
                        "CREATE TABLE t (id int);\nGRANT SELECT ON t TO audit_reader;",
                        "role.sql",
                        "CREATE ROLE audit_reader;")
                .evaluate();

        assertThat(cause(report, 0, 0).text()).isEqualTo("role audit_reader is made later, by role.sql.");
        assertThat(report.order().outcome()).isEqualTo(Outcome.FOUND);
        assertThat(report.order().files()).containsExactly("role.sql", "grant.sql");
    }

    @Test
    void of_a_file_that_ends_its_session_nothing_is_known() {
        AuditReport report = audit(
                        "end.sql",
                        "SELECT pg_terminate_backend(pg_backend_pid());",
                        "a.sql",
                        "CREATE TABLE a (id int);")
                .evaluate();

        assertThat(statuses(report)).containsExactly(FileStatus.INCONCLUSIVE, FileStatus.SUCCESS);
        assertThat(report.passed()).isFalse();
        assertThat(report.order().outcome()).isEqualTo(Outcome.NOT_FOUND);
        assertThat(AuditText.of(report))
                .contains(
                        "INCONCLUSIVE  end.sql: it lost its session",
                        "No order was looked for, since end.sql was not run to its end.");
    }

    @Test
    void a_search_that_is_cut_short_proves_nothing() {
        FolderAudit audit =
                audit("b.sql", "CREATE TABLE b (a int REFERENCES a);", "a.sql", "CREATE TABLE a (id int PRIMARY KEY);");

        assertThat(audit.limitedTo(1).evaluate().order().outcome()).isEqualTo(Outcome.NOT_FOUND);
        assertThat(audit.limitedTo(0).evaluate().order().reason()).isEqualTo("No order was looked for.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit.limitedTo(-1))
                .withMessage("A number of runs is at least 0, not -1.");
    }

    @Test
    void files_without_a_statement_show_nothing() {
        FolderAudit audit = audit("a.sql", "-- nothing yet\n");

        assertThat(audit.evaluate().passed()).isFalse();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(audit::check)
                .withMessageContaining("1 file: 1 success; no statement was run, so nothing is shown, in ");
    }

    @Test
    void a_column_is_attributed_only_where_an_order_shows_it() {
        AuditReport report = audit(
                        "use.sql",
                        "CREATE VIEW v AS SELECT o.total FROM orders o;\nSELECT o.nowhere FROM orders o;\n"
                                + "ALTER TABLE orders ALTER total SET NOT NULL;",
                        "add.sql",
                        "ALTER TABLE orders ADD total int;\nCREATE TABLE other (nowhere int);",
                        "app.sql",
                        "CREATE SCHEMA app;\nCREATE TABLE app.lines (id int);",
                        "lines.sql",
                        "ALTER TABLE lines ADD note text;")
                .before(before("CREATE TABLE orders (id int);"))
                .evaluate();

        assertThat(cause(report, 0, 0).text()).isEqualTo("column o.total is made later, by add.sql.");
        assertThat(cause(report, 0, 1).text()).isEqualTo("It passed in no order that was run.");
        assertThat(cause(report, 0, 2).text()).isEqualTo("column total of orders is made later, by add.sql.");
        assertThat(cause(report, 3, 0).text())
                .isEqualTo(
                        "There is something of this name, in another schema or with other arguments than the statement"
                                + " asks for.");
        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
    }

    @Test
    void rows_in_the_way_and_what_was_there_before_are_causes_of_their_own() {
        AuditReport report = audit(
                        "again.sql",
                        "CREATE TABLE t (id int);\nINSERT INTO t VALUES (1), (1);\nCREATE UNIQUE INDEX ON t (id);\n"
                                + "SET ROLE pg_monitor;\nDROP TABLE t;")
                .before(before("CREATE TABLE t (id int);"))
                .limitedTo(0)
                .evaluate();

        assertThat(cause(report, 0, 0).text()).isEqualTo("relation t was there before the first file.");
        assertThat(cause(report, 0, 1).kind()).isEqualTo(CauseKind.ROWS);
        assertThat(cause(report, 0, 1).text()).isEqualTo("Key (id)=(1) is duplicated.");
        assertThat(cause(report, 0, 2).kind()).isEqualTo(CauseKind.PRIVILEGES);
        assertThat(statuses(report)).containsExactly(FileStatus.PARTIAL);
    }

    /** Too many for all their orders to be tried, so that only what each file lacks can lead the way. */
    @Test
    void an_order_of_35_files_is_found() {
        List<String> files = new ArrayList<>();
        for (int number = 1; number <= 35; number++) {
            files.add("f" + number + ".sql");
            files.add("CREATE TABLE t" + number + " (id int PRIMARY KEY"
                    + (number % 5 == 0 ? "" : ", next int REFERENCES t" + (number + 1)) + ");");
        }

        WorkingOrder order = audit(files.toArray(new String[0])).evaluate().order();

        assertThat(order.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(order.files()).hasSize(35).startsWith("f5.sql", "f4.sql", "f3.sql", "f2.sql", "f1.sql", "f10.sql");
        assertThat(order.remaining()).isEmpty();
        // Each once in the given order, those that failed once more, and all of them as the proof.
        assertThat(order.runs()).isEqualTo(35 + 28 + 35);
    }

    /** With the table gone first, all orders of the others would have to be tried before another one begins. */
    @Test
    void an_order_is_found_where_a_file_that_succeeds_is_in_the_way_of_another() {
        List<String> files = new ArrayList<>(List.of("drop.sql", "DROP TABLE base;"));
        for (int number = 1; number <= 9; number++) {
            files.add("f" + number + ".sql");
            files.add("CREATE TABLE t" + number + " (id int);");
        }
        files.addAll(List.of("use.sql", "ALTER TABLE base ADD name text;\nALTER TABLE base ADD age int;"));

        WorkingOrder order = audit(files.toArray(new String[0]))
                .before(before("CREATE TABLE base (id int);"))
                .limitedTo(30)
                .evaluate()
                .order();

        assertThat(order.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(order.files()).hasSize(11).startsWith("f1.sql").endsWith("use.sql", "drop.sql");
        assertThat(order.remaining()).isEmpty();
        // Each once, and all of them in the learned order.
        assertThat(order.runs()).isEqualTo(11 + 11);
    }

    @Test
    void a_table_that_is_there_already_and_lacks_a_column_comes_later() {
        AuditReport report = audit(
                        "poor.sql",
                        "CREATE TABLE IF NOT EXISTS t (id int);",
                        "other.sql",
                        "CREATE TABLE other (id int);",
                        "rich.sql",
                        "CREATE TABLE IF NOT EXISTS t (id int, name text);\nCREATE INDEX ON t (name);\n"
                                + "INSERT INTO t (name) VALUES ('a');")
                .limitedTo(6)
                .evaluate();

        assertThat(cause(report, 2, 0).text())
                .isEqualTo("rich.sql makes column name where poor.sql has not made table public.t before it.");
        assertThat(cause(report, 2, 1).text())
                .isEqualTo("rich.sql makes column name of t where poor.sql has not made table public.t before it.");
        assertThat(cause(report, 2, 1).madeBy()).contains("rich.sql");
        assertThat(report.failures())
                .as("neither follows from itself")
                .hasSize(2)
                .allMatch(FailedStatement::isRoot);
        assertThat(report.order().outcome()).isEqualTo(Outcome.FOUND);
        assertThat(report.order().files()).containsExactly("other.sql", "rich.sql", "poor.sql");
    }

    @Test
    void guards_and_missing_rows_name_what_they_wait_for() {
        List<String> files = new ArrayList<>(
                List.of("lines.sql", "INSERT INTO lines VALUES (7);", "rows.sql", "INSERT INTO heads VALUES (7);"));
        for (int number = 4; number >= 1; number--) {
            files.add("g" + number + ".sql");
            files.add("DO $$ BEGIN IF to_regclass('t" + (number - 1) + "') IS NULL THEN RAISE 'table t" + (number - 1)
                    + " has to be there first'; END IF; END $$;\nCREATE TABLE t" + number + " (id int);");
        }
        files.addAll(List.of(
                "base.sql",
                "CREATE TABLE t0 (id int);\nCREATE TABLE heads (id int PRIMARY KEY);\n"
                        + "CREATE TABLE lines (head int REFERENCES heads);"));

        WorkingOrder order =
                audit(files.toArray(new String[0])).limitedTo(17).evaluate().order();

        assertThat(order.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(order.files())
                .containsExactly("base.sql", "rows.sql", "lines.sql", "g1.sql", "g2.sql", "g3.sql", "g4.sql");
    }

    @Test
    void that_no_order_works_is_known_without_a_try_where_a_file_is_beyond_help() {
        AuditReport report = audit("a.sql", "CREAT TABLE a (id int);", "b.sql", "CREATE TABLE b (id int);")
                .limitedTo(0)
                .evaluate();

        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
        assertThat(report.order().runs()).isZero();
        assertThat(AuditText.of(report))
                .contains(
                        "No order works: what the server says of a.sql:1 has nothing to do with what other files make.\n\n");
    }
}
