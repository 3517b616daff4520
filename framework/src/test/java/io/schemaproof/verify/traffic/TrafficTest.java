package io.schemaproof.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.client.ClientStatement;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {

    private static final String LIMIT = "SET LOCAL lock_timeout = '2s';\n";

    /** On tables of their own: one verification says of all what one of each would say. */
    private static List<MigrationResult> results;

    private static final Map<String, Map<String, String>> FIGURES = new LinkedHashMap<>();

    @BeforeAll
    static void verify_what_golang_migrate_runs(@TempDir Path folder) {
        MigrationsOnDisk disk = new MigrationsOnDisk(folder);
        StringBuilder tables = new StringBuilder();
        StringBuilder drops = new StringBuilder();
        for (String name : List.of("adds", "required", "renames", "drops", "locked", "counts", "strict", "given")) {
            tables.append("CREATE TABLE ").append(name).append(" (id int PRIMARY KEY, note text NOT NULL);\n");
            drops.append("DROP TABLE ").append(name).append(";\n");
        }
        tables.append("CREATE TABLE parents (id int PRIMARY KEY, note text);\n"
                + "CREATE TABLE children (id int PRIMARY KEY, parent int NOT NULL REFERENCES parents, note text);\n");
        tables.append("CREATE TABLE counted (id serial PRIMARY KEY, note text);\n");
        drops.append("DROP TABLE children;\nDROP TABLE parents;\nDROP TABLE counted;\n");
        disk.pair("1_tables", tables.toString(), drops.toString())
                .pair("2_adds", LIMIT + "ALTER TABLE adds ADD more text;", "ALTER TABLE adds DROP more;")
                .pair(
                        "3_requires",
                        LIMIT + "ALTER TABLE required ADD more text NOT NULL DEFAULT 'x';\n"
                                + "ALTER TABLE required ALTER more DROP DEFAULT;",
                        LIMIT + "ALTER TABLE required DROP more;")
                .pair(
                        "4_renames",
                        LIMIT + "ALTER TABLE renames RENAME note TO remark;",
                        LIMIT + "ALTER TABLE renames RENAME remark TO note;")
                .pair(
                        "5_drops",
                        LIMIT + "DROP TABLE drops;",
                        "CREATE TABLE drops (id int PRIMARY KEY, note text NOT NULL);")
                .pair(
                        "6_deadlocks",
                        LIMIT + "ALTER TABLE parents ADD more text;\nALTER TABLE children ADD more text;",
                        LIMIT + "ALTER TABLE children DROP more;\nALTER TABLE parents DROP more;")
                .pair(
                        "7_concurrently",
                        "CREATE INDEX CONCURRENTLY locked_note ON locked (note);",
                        "DROP INDEX CONCURRENTLY locked_note;")
                .pair(
                        "8_repeatable",
                        "BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT count(*) FROM counts;\n"
                                + "UPDATE counts SET note = note;\nCOMMIT;",
                        "UPDATE counts SET note = note;")
                .pair(
                        "9_stricter",
                        LIMIT
                                + "DO $$ BEGIN\nALTER TABLE strict ADD CONSTRAINT few CHECK (note = '') NOT VALID; END $$;",
                        LIMIT + "ALTER TABLE strict DROP CONSTRAINT few;")
                .pair(
                        "10_nowait",
                        "LOCK TABLE locked IN ACCESS EXCLUSIVE MODE NOWAIT;\nALTER TABLE locked ADD more text;",
                        LIMIT + "ALTER TABLE locked DROP more;")
                .pair("11_settings", "SET lock_timeout = '2s';", "SET lock_timeout = '1s';")
                .pair(
                        "12_gives",
                        LIMIT + "ALTER TABLE given ALTER id ADD GENERATED ALWAYS AS IDENTITY;",
                        LIMIT + "ALTER TABLE given ALTER id DROP IDENTITY;")
                .pair(
                        "13_counts_itself",
                        LIMIT
                                + "ALTER TABLE counted ALTER id DROP DEFAULT;\nDROP SEQUENCE counted_id_seq;\nALTER TABLE counted ALTER id ADD GENERATED ALWAYS AS IDENTITY;",
                        LIMIT
                                + "ALTER TABLE counted ALTER id DROP IDENTITY;\nCREATE SEQUENCE counted_id_seq AS int OWNED BY counted.id;\nALTER TABLE counted ALTER id SET DEFAULT nextval('counted_id_seq');");
        disk.pair("14_looks", "SELECT id FROM counts FOR UPDATE;", "SELECT id FROM counts;");
        results = evaluate(disk);
    }

    private static List<MigrationResult> evaluate(MigrationsOnDisk disk) {
        return RoundTrip.of(disk.read())
                .withTraffic()
                .with(new VerificationListener() {
                    @Override
                    public void checkFinished(CheckResult result) {
                        if (result.check().equals(Traffic.NAME)) {
                            FIGURES.put(name(result), result.figures());
                        }
                    }
                })
                .evaluate()
                .migrations();
    }

    private static String name(CheckResult result) {
        return result.migration().description().replace(' ', '_');
    }

    private static List<Finding> found(String name, PolicyRule rule) {
        return Preserved.named(results, name).findings().stream()
                .filter(finding -> finding.rule().equals(rule.id()))
                .toList();
    }

    private static MigrationVerdict verdict(String name) {
        return Preserved.named(results, name).verdict();
    }

    @Test
    void a_table_that_clients_can_go_on_to_use_is_no_error_and_their_wait_a_note() {
        assertThat(verdict("adds")).isEqualTo(MigrationVerdict.OK);
        assertThat(found("adds", PolicyRule.TRAFFIC_CLIENT_WAITS))
                .extracting(finding -> finding.file().orElseThrow(), Finding::line)
                .containsExactly(tuple("2_adds.up.sql", 2), tuple("2_adds.down.sql", 1));
        Finding wait = found("adds", PolicyRule.TRAFFIC_CLIENT_WAITS).get(0);
        assertThat(wait.object()).contains("public.adds");
        assertThat(wait.message())
                .startsWith(
                        "While it holds ACCESS EXCLUSIVE on public.adds, 2 clients waited (LOOK UP, UPDATE), such as:"
                                + " SELECT id, note FROM public.adds WHERE id = (")
                .contains("They wait until the transaction ends");
        assertThat(Preserved.named(results, "adds").checks())
                .flatExtracting(CheckResult::evidence)
                .filteredOn(Evidence.ClientWaits.class::isInstance)
                .map(Evidence.ClientWaits.class::cast)
                .flatExtracting(Evidence.ClientWaits::waits)
                .extracting(
                        Evidence.ClientWaits.Wait::relation,
                        shown -> shown.cause().line())
                .contains(tuple("public.adds", 2), tuple("public.adds", 1));
        assertThat(wait.facts())
                .containsEntry("lock", "ACCESS EXCLUSIVE")
                .containsEntry("statement", "ALTER TABLE adds ADD more text")
                .containsEntry("client statements", "2")
                .hasEntrySatisfying("longest wait", time -> assertThat(time).matches("\\d+ ms"));
        assertThat(FIGURES.get("adds"))
                .containsEntry("clients", "44 statements about 11 tables")
                .containsEntry("client statements that waited", "2")
                .containsEntry("client statements that failed", "0")
                .containsEntry("deadlocks of the down", "0")
                .containsKey("longest wait of a client");
    }

    @Test
    void clients_wait_behind_who_waits_for_a_long_reader_unless_a_limit_ends_that() {
        List<Finding> queues = found("adds", PolicyRule.TRAFFIC_QUEUE);

        assertThat(queues).singleElement().satisfies(queue -> {
            assertThat(queue.file()).contains("2_adds.down.sql");
            assertThat(queue.message())
                    .startsWith(
                            "It waits for ACCESS EXCLUSIVE on public.adds as long as a long reader holds the table, and 2"
                                    + " clients waited behind it, such as: SELECT")
                    .endsWith(
                            "Nothing ends that wait within 10 s: the longest report or backup stops the application.");
            assertThat(queue.remedy()).startsWith("SET lock_timeout = '2s';");
        });
    }

    @Test
    void a_value_that_each_insert_has_to_name_is_an_error_that_clients_see() {
        assertThat(verdict("requires")).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(found("requires", PolicyRule.TRAFFIC_CLIENT_ERROR))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.message())
                            .startsWith(
                                    "A client's statement succeeded before and fails after it: SQLSTATE 23502, ERROR: null value in"
                                            + " column \"more\" of relation \"required\" violates not-null constraint\nThe client sent: WITH gone AS")
                            .contains("INSERT INTO public.required (id, note)")
                            .endsWith("each fails from the commit on.");
                    assertThat(error.remedy()).contains("ADD COLUMN … NOT NULL DEFAULT", "safety.required-column");
                    assertThat(error.facts()).containsEntry("sqlState", "23502");
                });
    }

    @Test
    void clients_wait_for_rows_that_the_script_only_reads_for_update() {
        assertThat(found("looks", PolicyRule.TRAFFIC_CLIENT_WAITS))
                .singleElement()
                .satisfies(wait -> {
                    assertThat(wait.file()).contains("14_looks.up.sql");
                    assertThat(wait.message())
                            .startsWith(
                                    "While it holds rows of public.counts, 1 client waited (UPDATE), such as: UPDATE public.counts");
                });
    }

    @Test
    void a_key_that_the_application_gives_and_may_not_give_any_more_is_an_error() {
        assertThat(verdict("gives")).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(found("gives", PolicyRule.TRAFFIC_CLIENT_ERROR))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.message())
                            .contains(
                                    "SQLSTATE 428C9, ERROR: cannot insert a non-DEFAULT value into column \"id\"",
                                    "The client sent: WITH gone AS (DELETE FROM public.given");
                    assertThat(error.remedy())
                            .startsWith("GENERATED BY DEFAULT AS IDENTITY takes what the application gives;");
                });
        assertThat(verdict("counts_itself")).isEqualTo(MigrationVerdict.OK);
        assertThat(found("counts_itself", PolicyRule.TRAFFIC_CLIENT_ERROR)).isEmpty();
    }

    @Test
    void a_name_that_is_another_now_is_an_error_and_one_that_is_gone_a_warning() {
        assertThat(verdict("renames")).isEqualTo(MigrationVerdict.UNSAFE);
        Finding renamed = found("renames", PolicyRule.TRAFFIC_CLIENT_ERROR).get(0);
        assertThat(renamed.message())
                .contains(
                        "fails where it waited for the script: SQLSTATE 42703, ERROR: column \"note\" does not exist",
                        "What has happened to the name: the column note is remark now.");
        assertThat(renamed.remedy()).contains("safety.rename");
        assertThat(verdict("drops")).isEqualTo(MigrationVerdict.OK);
        Finding dropped = found("drops", PolicyRule.TRAFFIC_DROPPED).get(0);
        assertThat(dropped.message()).contains("SQLSTATE 42P01, ERROR: relation \"public.drops\" does not exist");
        assertThat(dropped.remedy()).startsWith("Drop it in a later release");
    }

    @Test
    void who_locks_a_referenced_table_and_then_the_one_that_refers_to_it_waits_for_a_client_that_waits_for_him() {
        assertThat(verdict("deadlocks")).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(found("deadlocks", PolicyRule.TRAFFIC_DEADLOCK))
                .singleElement()
                .satisfies(deadlock -> {
                    assertThat(deadlock.file()).contains("6_deadlocks.up.sql");
                    assertThat(deadlock.line()).isEqualTo(3);
                    assertThat(deadlock.message())
                            .startsWith(
                                    "The script waits for ACCESS EXCLUSIVE on public.children, which a client has locked; the client"
                                            + " waits for what the script has locked: WITH gone AS")
                            .contains("40P01");
                    assertThat(deadlock.remedy()).contains("each table in a transaction of its own");
                });
        assertThat(FIGURES.get("deadlocks")).containsEntry("deadlocks of the down", "0");
    }

    @Test
    void what_works_concurrently_lets_all_clients_pass() {
        assertThat(Preserved.named(results, "concurrently").findings()).isEmpty();
        assertThat(Integer.parseInt(FIGURES.get("concurrently").get("client statements during")))
                .isGreaterThan(32);
        assertThat(FIGURES.get("concurrently")).containsEntry("client statements that waited", "0");
    }

    @Test
    void a_script_that_only_clients_make_fail_is_an_error() {
        assertThat(verdict("repeatable")).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(found("repeatable", PolicyRule.TRAFFIC_SCRIPT_FAILS))
                .singleElement()
                .satisfies(fails -> {
                    assertThat(fails.line()).isEqualTo(3);
                    assertThat(fails.message())
                            .startsWith("It succeeds alone and fails while clients use the tables.")
                            .contains("ERROR 40001: could not serialize access due to concurrent update");
                });
    }

    @Test
    void a_value_of_a_made_up_row_that_is_refused_is_a_warning() {
        assertThat(verdict("stricter")).isEqualTo(MigrationVerdict.OK);
        assertThat(found("stricter", PolicyRule.TRAFFIC_VALUE_REFUSED))
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.message()).contains("SQLSTATE 23514", "violates check constraint \"few\"");
                    assertThat(refused.remedy()).contains("safety.stricter");
                });
    }

    @Test
    void who_does_not_wait_for_a_long_reader_is_looked_at_without_one() {
        assertThat(verdict("nowait")).isEqualTo(MigrationVerdict.OK);
        assertThat(FIGURES.get("nowait")).containsEntry("behind a long reader", "gives up");
        assertThat(found("nowait", PolicyRule.TRAFFIC_CLIENT_WAITS).get(0).line())
                .isEqualTo(1);
    }

    @Test
    void a_script_beside_which_no_client_ran_is_not_passed_unless_there_was_no_table() {
        assertThat(verdict("settings")).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(found("settings", PolicyRule.TRAFFIC_NOT_CHECKED).get(0).message())
                .startsWith("No client's statement ran while it did");
        assertThat(results.get(0).findings()).isEmpty();
        assertThat(FIGURES.get("tables")).containsEntry("clients", "none: no table was there before");
    }

    @Test
    void a_transaction_that_the_tool_opens_keeps_its_limit_and_what_it_does_alone_is_stopped_too(@TempDir Path folder) {
        List<MigrationResult> of = evaluate(new MigrationsOnDisk(folder)
                .file(
                        "1_shops.sql",
                        "-- +goose Up\nCREATE TABLE shops (id int PRIMARY KEY, name text);\n-- +goose Down\nDROP TABLE shops;\n")
                .file(
                        "2_held.sql",
                        "-- +goose Up\nSET LOCAL lock_timeout = '3s';\nSELECT 1;\nALTER TABLE shops ADD note text;\n"
                                + "-- +goose Down\nSET LOCAL lock_timeout = '3s';\nALTER TABLE shops DROP note;\n")
                .file(
                        "3_alone.sql",
                        "-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE shops ADD more text;\n"
                                + "SET lock_timeout = '3s';\nALTER TABLE shops ADD most text;\n"));

        assertThat(of.get(1).findings())
                .extracting(Finding::rule, Finding::line)
                .containsExactly(tuple("traffic.client-waits", 4), tuple("traffic.client-waits", 7));
        assertThat(of.get(2).findings())
                .filteredOn(finding -> finding.rule().startsWith("traffic."))
                .extracting(Finding::rule, Finding::line)
                .containsExactly(tuple("traffic.queue", 3), tuple("traffic.client-waits", 3));
        assertThat(of.get(2).findings().get(2).message())
                .contains("4 clients waited (LOOK UP, UPDATE)", "\nSo it is with line 5.\n");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("schemaproof-client");
    }

    @Test
    void tables_without_rows_leave_nothing_to_send(@TempDir Path folder) {
        List<MigrationResult> of = evaluate(new MigrationsOnDisk(folder)
                .pair("1_never", "CREATE TABLE never (id int CHECK (false));", "DROP TABLE never;")
                .pair("2_more", "ALTER TABLE never ADD note text;", "ALTER TABLE never DROP note;"));

        assertThat(of.get(1).verdict()).isEqualTo(MigrationVerdict.INCONCLUSIVE);
        assertThat(of.get(1).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith(
                                "No client could be sent: no table of before has a row that a client can look up."));
    }

    @Test
    void a_client_that_comes_to_no_end_is_cancelled_and_nothing_is_said_of_it() throws SQLException {
        Script endless = new Script(
                Path.of("/nowhere/V1__x.sql"),
                "V1__x.sql",
                "CREATE FUNCTION sleeps() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(100000); RETURN NEW; END';\n"
                        + "CREATE TRIGGER sleeps BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION sleeps();",
                1,
                ScriptDialect.SERVER,
                ExecutionMode.STATEMENTS_IN_TRANSACTION);
        try (TestDatabase database =
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            Catalog catalog;
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 1)");
                catalog = CatalogReader.read(connection);
            }
            Application application = Application.of(catalog, endless, database.settings());
            try (TrafficRun traffic = new TrafficRun(database.settings(), application, true, Duration.ofMillis(500))) {
                MigrationRun run = traffic.run(endless);

                assertThat(run.succeeded()).isTrue();
                assertThat(new TrafficFindings(endless, traffic.log(), List.of(), Duration.ofSeconds(10)).all(run))
                        .filteredOn(finding -> finding.rule().equals("traffic.not-checked"))
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.message())
                                .startsWith("A client's statement came to no end and was cancelled: "));
                assertThat(traffic.log().hung())
                        .extracting(ClientStatement::kind)
                        .contains(ClientStatement.Kind.UPDATE);
            }
        }
    }
}
