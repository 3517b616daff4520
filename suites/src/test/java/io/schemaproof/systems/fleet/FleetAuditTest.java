package io.schemaproof.systems.fleet;

import static io.schemaproof.verify.audit.FileStatus.FAILED;
import static io.schemaproof.verify.audit.FileStatus.PARTIAL;
import static io.schemaproof.verify.audit.FileStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.fleet.FleetFile;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.safety.LeftOver;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void begins_with_seven_tables_and_ends_with_136_tables_20_views_and_511_indexes() {
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
        assertThat(file(DB + "006_document_management.sql").failures())
                .extracting(FailedStatement::sqlState)
                .containsExactly("42P07", "42704", "42804", "42P01");
    }

    /** A verification of all files takes as long as ten others; what it finds is in the end of those that succeed, but for a lock. */
    @Test
    void what_the_gate_says_of_the_files_that_succeed_is_explained() throws IOException {
        List<Script> succeeding = FleetFile.inOrder().stream()
                .filter(each ->
                        file(each.path().replaceFirst("^migrations/", "")).status() == SUCCESS)
                .map(ScriptRuns::script)
                .toList();
        Script before = ScriptRuns.script(FleetFile.BEFORE);
        Set<String> said = new HashSet<>();
        try (TestDatabase database = ScriptedDatabases.after(ScriptedDatabases.server(), List.of(before));
                TestDatabase after = ScriptedDatabases.after(
                        ScriptedDatabases.server(),
                        Stream.concat(Stream.of(before), succeeding.stream()).toList())) {
            Map<String, LeftOver> left = leftOver(after);
            left.keySet().removeAll(leftOver(database).keySet());
            left.values().forEach(each -> said.add(each.hazard().id() + " " + each.object()));
        }
        said.addAll(saidOf("api/src/migrations/add-microsoft-id.sql"));

        SafetyClaims.under("fleet: the 19 files that succeed").areAllOf(said);
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
    }
}
