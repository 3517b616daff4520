package io.schemaproof.systems.fleet;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static io.schemaproof.verify.audit.FileStatus.FAILED;
import static io.schemaproof.verify.audit.FileStatus.PARTIAL;
import static io.schemaproof.verify.audit.FileStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.Databases;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.fleet.FleetFile;
import io.schemaproof.fixtures.fleet.ReportedFile;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.query.Query;
import io.schemaproof.safety.LeftOver;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.SafetyClaims;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.audit.AuditReport;
import io.schemaproof.verify.audit.CauseKind;
import io.schemaproof.verify.audit.FailedStatement;
import io.schemaproof.verify.audit.FileAudit;
import io.schemaproof.verify.audit.FileStatus;
import io.schemaproof.verify.audit.FolderAudit;
import io.schemaproof.verify.audit.WorkingOrder.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are run once for all tests; in other orders they are not, since that no order works is known without. */
class FleetAuditTest {

    private static final String API = "api/src/migrations/";
    private static final String DB = "api/db/migrations/";
    private static final String MORE = "database/migrations/";

    @TempDir
    private static Path folder;

    private static AuditReport report;

    @BeforeAll
    static void run() throws IOException {
        Path files = FleetFile.copyAllTo(folder);
        report = FolderAudit.of(MigrationReader.read(files))
                .on(ScriptedDatabases.plain())
                .before(MigrationReader.script(folder.resolve(FleetFile.BEFORE.path())))
                .limitedTo(0)
                .evaluate();
    }

    private static FileAudit file(String name) {
        return report.files().stream()
                .filter(file -> file.file().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(FileStatus status) {
        return report.files().stream()
                .filter(file -> file.status() == status)
                .map(FileAudit::file)
                .collect(Collectors.toSet());
    }

    private static long succeeded(String folder) {
        return names(SUCCESS).stream().filter(file -> file.startsWith(folder)).count();
    }

    private static long count(String folder) {
        return report.files().stream()
                .filter(file -> file.file().startsWith(folder))
                .count();
    }

    @Test
    void the_files_are_run_in_the_order_of_the_report_two_003_and_two_014_among_them() {
        List<String> inOrder = new ArrayList<>(
                List.of("database/schema.sql", "database/indexes.sql", "database/orchestration-schema.sql"));
        ReportedFile.all().forEach(each -> inOrder.add(each.path()));

        assertThat(report.files()).extracting(FileAudit::file).containsExactlyElementsOf(inOrder);
        assertThat(inOrder).hasSize(38);
        assertThat(List.of(count(API), count(DB), count(MORE))).containsExactly(23L, 9L, 3L);
        assertThat(inOrder).filteredOn(each -> each.startsWith(API + "003")).hasSize(2);
        assertThat(inOrder).filteredOn(each -> each.startsWith(API + "014")).hasSize(2);
        assertThat(inOrder).filteredOn(each -> each.startsWith(API + "add-")).hasSize(6);
    }

    @Test
    void each_file_is_as_reported_but_for_the_word_partial() {
        assertThat(ReportedFile.all()).hasSize(35).allSatisfy(reported -> {
            FileAudit file = file(reported.path());
            assertThat(file.status() == SUCCESS).as(reported.path()).isEqualTo(reported.done());
            int tables = file.made().getOrDefault("table", 0);
            if (reported.more()) {
                assertThat(tables).as(reported.path()).isGreaterThanOrEqualTo(reported.tables());
            } else {
                assertThat(tables).as(reported.path()).isEqualTo(reported.tables());
            }
        });
        assertThat(ReportedFile.all())
                .allSatisfy(reported -> assertThat(isFor(reported.reason(), file(reported.path())))
                        .as("%s: %s", reported.path(), reported.reason())
                        .isTrue());
        assertThat(file("database/schema.sql").status()).isEqualTo(SUCCESS);
        assertThat(file("database/orchestration-schema.sql").status()).isEqualTo(SUCCESS);
    }

    /** Whether what the report gives as the reason is among what the server says. */
    private static boolean isFor(String reason, FileAudit file) {
        Set<CauseKind> causes =
                file.failures().stream().map(failure -> failure.cause().kind()).collect(Collectors.toSet());
        return switch (reason) {
            case "foreign-key" -> causes.contains(CauseKind.TYPE_MISMATCH);
            case "dependency" -> !causes.isEmpty() && file.failures().stream().noneMatch(FailedStatement::isRoot);
            case "extension" -> causes.contains(CauseKind.EXTENSION_UNAVAILABLE);
            case "exists" -> causes.contains(CauseKind.ALREADY_EXISTS);
            case "alter" -> file.statements() > 0 && file.made().isEmpty();
            case "-" -> true;
            default -> throw new IllegalArgumentException(reason);
        };
    }

    @Test
    void begins_with_seven_tables_and_ends_with_136_tables_20_views_and_511_indexes() {
        assertThat(report.before().extensions()).as("plpgsql").isEqualTo(1);
        assertThat(report.before().tables()).isEqualTo(7);
        assertThat(report.before().views()).isZero();
        assertThat(report.before().indexes()).isEqualTo(14);
        assertThat(report.before().functions()).isZero();
        assertThat(report.after().tables()).isEqualTo(136);
        assertThat(report.after().views()).isEqualTo(20);
        assertThat(report.after().indexes()).isEqualTo(511);
        assertThat(report.after().extensions()).isEqualTo(3);
    }

    @Test
    void the_seven_tables_of_before_are_those_of_the_report() {
        try (TestDatabase database = ScriptedDatabases.after(
                Databases.shared(ScriptedDatabases.plain()), List.of(ScriptRuns.script(FleetFile.BEFORE)))) {
            assertThat(Schema.of(database.dataSource()))
                    .hasExactlyTables(
                            "drivers",
                            "fuel_transactions",
                            "maintenance_records",
                            "tenants",
                            "users",
                            "vehicles",
                            "work_orders");
        }
    }

    @Test
    void trap_69_functions_are_there_only_with_those_of_extensions() {
        assertThat(report.after().functions()).isEqualTo(28);
        assertThat(report.after().functions() + report.after().extensionFunctions())
                .isEqualTo(69);
    }

    @Test
    void trap_the_rates_are_not_those_of_the_report() {
        assertThat(List.of(succeeded(API), count(API))).as("not 15 of 23").containsExactly(16L, 23L);
        assertThat(List.of(succeeded(DB), count(DB))).as("not 2 of 9").containsExactly(0L, 9L);
        assertThat(List.of(succeeded(MORE), count(MORE))).containsExactly(1L, 3L);
    }

    /** 129 more are 18.4 times the seven of before, and 136 are 19.4 times as many. */
    @Test
    void there_are_not_19_times_more_tables_but_19_times_as_many() {
        double before = report.before().tables();

        assertThat((report.after().tables() - before) / before).isEqualTo(18.43, within(0.005));
        assertThat(report.after().tables() / before).isEqualTo(19.43, within(0.005));
    }

    @Test
    void half_of_the_files_fail_and_not_35_percent() {
        assertThat(report.files()).filteredOn(file -> file.status() != SUCCESS).hasSize(19);
        assertThat(ReportedFile.all())
                .as("the report's own rows")
                .filteredOn(each -> !each.done())
                .hasSize(18);
    }

    @Test
    void indexes_sql_has_failed_in_part_and_has_not_made_all_511() {
        FileAudit indexes = file("database/indexes.sql");

        assertThat(indexes.status()).isEqualTo(PARTIAL);
        assertThat(indexes.made()).containsOnlyKeys("index").containsEntry("index", 126);
        assertThat(indexes.failures()).as("errors, and no warnings").hasSize(8).allSatisfy(failure -> {
            assertThat(failure.sqlState()).isEqualTo("42P01");
            assertThat(failure.cause().text()).endsWith(", and failed.");
        });
    }

    @Test
    void no_table_of_tenants_is_missing_but_its_key_has_another_type() {
        assertThat(report.failures())
                .extracting(FailedStatement::message)
                .doesNotContain("relation \"tenants\" does not exist")
                .noneMatch(message -> message.contains("column"));
        assertThat(report.failures())
                .filteredOn(failure -> failure.cause().kind() == CauseKind.TYPE_MISMATCH)
                .hasSize(34)
                .allSatisfy(failure -> {
                    assertThat(failure.message())
                            .matches("foreign key constraint \"\\w+_tenant_id_fkey\" cannot be implemented");
                    assertThat(failure.cause().text())
                            .contains("Key columns \"tenant_id\"")
                            .endsWith("are of incompatible types: uuid and integer.");
                });
    }

    /** The report says of them: about 40 % of the files, about 20 %, and two. */
    @Test
    void the_patterns_of_errors_are_counted_by_file() {
        assertThat(filesThatFail("foreign key constraint .* cannot be implemented"))
                .hasSize(17);
        assertThat(filesThatFail("relation .* does not exist")).hasSize(19);
        assertThat(filesThatFail("(extension|type) \"vector\" .*"))
                .containsExactly(DB + "005_ai_ml_infrastructure.sql", DB + "006_document_management.sql");
        assertThat(file(DB + "005_ai_ml_infrastructure.sql").failures().get(0).message())
                .matches(
                        Databases.shared(ScriptedDatabases.plain()).majorVersion() < 15
                                ? "could not open extension control file .*vector.control.*"
                                : "extension \"vector\" is not available");
        assertThat(ReportedFile.all().stream()
                        .filter(each -> !each.done())
                        .collect(Collectors.groupingBy(ReportedFile::reason, Collectors.counting())))
                .as("the report's own rows, of 35")
                .isEqualTo(Map.of("foreign-key", 12L, "dependency", 1L, "extension", 1L, "exists", 1L, "-", 3L));
        // Nothing but what another file would have made.
        assertThat(report.files())
                .filteredOn(file ->
                        !file.failures().isEmpty() && file.failures().stream().noneMatch(FailedStatement::isRoot))
                .extracting(FileAudit::file)
                .containsExactly("database/indexes.sql", API + "003-add-rag-embeddings.sql");
    }

    private static List<String> filesThatFail(String message) {
        return report.files().stream()
                .filter(file -> file.failures().stream()
                        .anyMatch(failure -> failure.message().matches(message)))
                .map(FileAudit::file)
                .toList();
    }

    /** In the order of the report's two lists. */
    @Test
    void the_functional_features_are_files_that_succeeded_and_the_partial_ones_made_nothing() {
        assertThat(Stream.of(
                        "011_dispatch_system.sql",
                        "012_vehicle_3d_models.sql",
                        "013_ev_management.sql",
                        "014_video_telematics.sql",
                        "015_mobile_integration.sql",
                        "020_osha_compliance_forms.sql",
                        "021_contextual_communications_ai.sql",
                        "022_policy_templates_library.sql",
                        "023_document_management_ocr.sql",
                        "010_route_optimization.sql",
                        "014_create_emulator_tables.sql"))
                .allSatisfy(name -> assertThat(file(API + name).status()).isEqualTo(SUCCESS));
        assertThat(Stream.of(
                        API + "002-add-ai-features.sql",
                        API + "003-add-rag-embeddings.sql",
                        API + "003-recurring-maintenance.sql",
                        API + "008_security_events_and_password_reset.sql",
                        API + "add-arcgis-layers-table.sql",
                        API + "add-vendor-parts-pricing.sql",
                        DB + "003_asset_task_incident_management.sql",
                        DB + "004_alert_notification_system.sql",
                        DB + "005_ai_ml_infrastructure.sql",
                        DB + "007_analytics_ml.sql",
                        DB + "008_fuel_purchasing.sql"))
                .allSatisfy(name -> assertThat(file(name).status()).isEqualTo(FAILED));
        assertThat(Stream.of(
                        "password_reset_tokens", "parts_catalog", "assets", "alerts", "driver_scores", "fuel_stations"))
                .allSatisfy(table -> assertThat(report.failures())
                        .extracting(FailedStatement::message)
                        .contains("foreign key constraint \"" + table + "_tenant_id_fkey\" cannot be implemented"));
        // Of the documents, which are called functional, the second file is there in part.
        assertThat(file(DB + "006_document_management.sql")
                        .failures()
                        .get(0)
                        .cause()
                        .text())
                .isEqualTo("api/src/migrations/023_document_management_ocr.sql has made relation documents.");
    }

    @Test
    void trap_what_made_nothing_is_failed_and_not_partial() {
        assertThat(names(PARTIAL))
                .containsExactlyInAnyOrder(
                        "database/indexes.sql",
                        API + "add-maintenance-tracking.sql",
                        DB + "006_document_management.sql",
                        DB + "009_heavy_equipment.sql",
                        MORE + "004_quality_gates_deployments.sql");
        assertThat(names(FAILED)).hasSize(14);
        assertThat(report.files())
                .filteredOn(file -> file.status() == FAILED)
                .allSatisfy(file -> assertThat(file.made()).isEmpty());
        assertThat(file(DB + "006_document_management.sql").made()).containsEntry("table", 2);
        assertThat(file(API + "013_ev_management.sql").made()).containsEntry("table", 12);
    }

    @Test
    void causes_are_those_of_the_report_and_what_follows_is_told_apart() {
        Map<CauseKind, Long> roots = report.failures().stream()
                .filter(FailedStatement::isRoot)
                .collect(Collectors.groupingBy(failure -> failure.cause().kind(), Collectors.counting()));
        assertThat(roots)
                .containsOnlyKeys(CauseKind.TYPE_MISMATCH, CauseKind.ALREADY_EXISTS, CauseKind.EXTENSION_UNAVAILABLE)
                .containsEntry(CauseKind.EXTENSION_UNAVAILABLE, 1L)
                .containsEntry(CauseKind.ALREADY_EXISTS, 2L);
        assertThat(file(API + "002-add-ai-features.sql")
                        .failures()
                        .get(0)
                        .cause()
                        .text())
                .endsWith("are of incompatible types: uuid and integer.");
        assertThat(file(API + "003-add-rag-embeddings.sql")
                        .failures()
                        .get(0)
                        .cause()
                        .text())
                .isEqualTo("api/src/migrations/002-add-ai-features.sql:1 would have made relation ai_conversations,"
                        + " and failed.");
        assertThat(file(DB + "010_mobile_push.sql").failures().get(0).cause().text())
                .isEqualTo("api/src/migrations/015_mobile_integration.sql has made relation mobile_devices.");
        assertThat(file(DB + "006_document_management.sql").statements()).isEqualTo(10);
        assertThat(file(DB + "006_document_management.sql").failures())
                .extracting(FailedStatement::sqlState)
                .containsExactly("42P07", "42704", "42804", "42P01");
    }

    /** A verification of all files takes as long as ten others; what it finds is in the end of those that succeed, but for a lock. */
    @Test
    void what_the_gate_says_of_the_files_that_succeed_is_explained() throws IOException {
        Set<String> said = new HashSet<>();
        try (TestDatabase database = ScriptedDatabases.after(
                        Databases.shared(ScriptedDatabases.plain()), List.of(ScriptRuns.script(FleetFile.BEFORE)));
                TestDatabase after = withTheFilesThatSucceed()) {
            Map<String, LeftOver> left = leftOver(after);
            left.keySet().removeAll(leftOver(database).keySet());
            left.values().forEach(each -> said.add(each.hazard().id() + " " + each.object()));
        }
        said.addAll(saidOf("api/src/migrations/add-microsoft-id.sql"));

        SafetyClaims.under("fleet: the 19 files that succeed").areAllOf(said);
    }

    /** Of what psql leaves when it goes on, 136 tables and 511 indexes, five tables and 141 indexes are there by halves. */
    @Test
    void stopped_and_taken_back_the_files_that_fail_leave_nothing() throws SQLException {
        try (TestDatabase database = withTheFilesThatSucceed()) {
            DatabaseState before = DatabaseState.of(database);
            assertThat(before.catalog().tables()).hasSize(131);
            assertThat(before.catalog().indexes()).hasSize(370);

            for (Script file : scripts(status -> status != SUCCESS)) {
                Script inOneTransaction = new Script(
                        file.file(),
                        file.path(),
                        file.text(),
                        file.firstLine(),
                        file.dialect(),
                        ExecutionMode.STATEMENTS_IN_TRANSACTION);
                assertThat(ScriptRuns.errors(ScriptRuns.untilTheFirstError(database, inOneTransaction)))
                        .as(file.path())
                        .hasSize(1);
            }
            assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();

            ScriptRuns.runAsPsqlDoes(
                    database,
                    ScriptRuns.script(
                            new FleetFile("migrations/database/migrations/004_quality_gates_deployments.sql")));
            assertThat(Query.of(
                            database.dataSource(),
                            "SELECT to_regclass('quality_gates') IS NULL, to_regclass('deployments') IS NULL"))
                    .as("psql goes on")
                    .returnsExactly(row(false, true));
        }
    }

    private static TestDatabase withTheFilesThatSucceed() {
        List<Script> files = new ArrayList<>(List.of(ScriptRuns.script(FleetFile.BEFORE)));
        files.addAll(scripts(status -> status == SUCCESS));
        return ScriptedDatabases.after(Databases.shared(ScriptedDatabases.plain()), files);
    }

    private static List<Script> scripts(Predicate<FileStatus> which) {
        return FleetFile.inOrder().stream()
                .filter(each -> which.test(
                        file(each.path().replaceFirst("^migrations/", "")).status()))
                .map(ScriptRuns::script)
                .toList();
    }

    private static Set<String> saidOf(String path) throws IOException {
        MigrationFolder all = MigrationReader.read(folder.resolve("migrations"));
        List<Migration> one = all.migrations().stream()
                .filter(migration -> migration.up().path().equals(path))
                .toList();
        return RoundTrip.of(new MigrationFolder(all.root(), all.convention(), one, List.of()))
                .before(MigrationReader.script(folder.resolve(FleetFile.BEFORE.path())))
                .withSafety()
                .evaluate()
                .migrations()
                .get(0)
                .findings()
                .stream()
                .filter(finding -> finding.rule().startsWith("safety."))
                .map(finding -> finding.rule() + " " + finding.object().orElse("-"))
                .collect(Collectors.toSet());
    }

    private static Map<String, LeftOver> leftOver(TestDatabase database) {
        return LeftOver.in(Schema.of(database.dataSource()).catalog(), database.dataSource());
    }

    @Test
    void no_order_works_without_pgvector() {
        assertThat(report.order().outcome()).isEqualTo(Outcome.NONE);
        assertThat(report.order().reason())
                .isEqualTo("No order works: what the server says of api/db/migrations/005_ai_ml_infrastructure.sql:1"
                        + " has nothing to do with what other files make.");
        assertThat(report.order().runs()).isZero();
        // What mends them is no order: the rest of their failures is of their own making, too.
        assertThat(report.files())
                .filteredOn(file -> file.failures().stream().anyMatch(FailedStatement::isRoot))
                .hasSize(17);
    }
}
