package io.schemaproof.systems.fleet;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Inventory.EXTENSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.fleet.FleetFile;
import io.schemaproof.fixtures.fleet.ReportedFile;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.servers.ExtensionServer;
import io.schemaproof.systems.DescribedContract;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import io.schemaproof.verify.audit.AuditReport;
import io.schemaproof.verify.audit.FileAudit;
import io.schemaproof.verify.audit.FileStatus;
import io.schemaproof.verify.audit.FolderAudit;
import io.schemaproof.verify.audit.Inventory;
import io.schemaproof.verify.audit.WorkingOrder.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report's recommendations as further files, without pgvector")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FleetMendedTest {

    private StagingDatabase staging;
    private AuditReport report;

    /** Overridden where pgvector is installed. */
    ServerRequest server() {
        return ScriptedDatabases.plain();
    }

    /** Whether what wants pgvector is run too. */
    boolean embedding() {
        return false;
    }

    @BeforeAll
    void run(@TempDir Path folder) throws IOException, SQLException {
        ServerRequest server = server();
        staging = StagingDatabase.create();
        report = FolderAudit.of(MigrationReader.read(FleetFile.copyMendedTo(folder, embedding())))
                .on(server)
                .before(staging.script())
                .evaluate();
    }

    @AfterAll
    void drop() {
        if (staging != null) {
            staging.close();
        }
    }

    @Test
    void what_the_files_left_keeps_the_contract_that_describes_it() throws IOException {
        assertThat(DescribedContract.isKept(staging.database()).outcomes()).hasSizeGreaterThan(290);
    }

    @Test
    @DisplayName(
            "the 136 tables have the names that the report lists, and the extensions are its three; PostGIS is none of them")
    void the_tables_are_those_that_the_report_lists() {
        assertThat(ReportedFile.tablesOfTheEnd()).hasSize(136);
        assertThat(ReportedFile.tablesOfTheEnd())
                .as("what the features are said to have")
                .contains("dispatch_channels", "dispatch_transmissions", "call_recordings", "charging_stations")
                .contains("vehicle_3d_animations", "vehicle_3d_customization_catalog", "route_optimization_cache")
                .contains("video_processing_queue", "video_analytics_summary", "mobile_analytics", "ocr_corrections")
                .contains("osha_form_templates", "osha_300_log", "osha_301_reports", "policy_templates")
                .contains("route_optimization_jobs", "mobile_devices", "communications", "emulator_sessions")
                .contains("accident_investigations", "policy_compliance_audits", "document_processing_queue")
                .contains("projects", "agents", "schema_version")
                .noneMatch(name -> name.contains("workflow") || name.contains("orchestration"))
                .filteredOn(name -> name.contains("audit"))
                .containsExactly("document_audit_log", "policy_compliance_audits", "video_privacy_audit");
        assertThat(Schema.of(staging.database().dataSource()))
                .hasExactlyTables(ReportedFile.tablesOfTheEnd().toArray(String[]::new))
                .inventory(EXTENSIONS, extensions -> extensions.containsExactly("plpgsql", "uuid-ossp", "pg_trgm"))
                .table("users")
                .hasColumns("microsoft_id");
    }

    @Test
    @DisplayName(
            "wrong: the recommended CREATE EXTENSION IF NOT EXISTS fails where the server lacks the files, as the report's does")
    void the_recommended_extensions_cannot_be_created_there() {
        Schema schema = Schema.of(staging.database().dataSource());
        Stream.of("postgis", "vector").forEach(name -> {
            assumeFalse(
                    ExtensionServer.isOn(Databases.shared(ScriptedDatabases.plain()), name),
                    "not run: extension " + name + " is installed on this server");
            assertThat(schema)
                    .statement("CREATE EXTENSION IF NOT EXISTS " + name)
                    .failsWith(Databases.shared(ScriptedDatabases.plain()).majorVersion() < 15 ? "58P01" : "0A000")
                    .withMessageContaining(name);
        });
        assertThat(FleetFile.inOrder())
                .hasSize(38)
                .noneMatch(file -> file.text().toLowerCase(Locale.ROOT).contains("postgis"));
        // Where they are there, IF NOT EXISTS matters: api/db/migrations/005 creates its extension without it.
        assertThat(schema).statement("CREATE EXTENSION IF NOT EXISTS pg_trgm").succeeds();
        assertThat(schema).statement("CREATE EXTENSION pg_trgm").failsWith("42710");
    }

    @Test
    @DisplayName("tenants mended, the failed files again, and the rest of the partial ones: every file succeeded")
    void every_file_succeeded() {
        assertThat(report.passed()).isTrue();
        assertThat(report.files())
                .hasSize(15)
                .allMatch(file -> file.status() == FileStatus.SUCCESS)
                .allMatch(file -> file.statements() > 0);
        assertThat(report.order().outcome()).isEqualTo(Outcome.GIVEN);
        List<String> reportedAsFailed = ReportedFile.all().stream()
                .filter(each -> !each.done())
                .map(ReportedFile::path)
                .toList();
        List<String> files = report.files().stream().map(FileAudit::file).toList();
        assertThat(files).startsWith("fixes/001_tenants_by_uuid.sql").endsWith("fixes/002_the_rest.sql");
        assertThat(files.subList(1, 14)).doesNotHaveDuplicates().isSubsetOf(reportedAsFailed);
        assertThat(report.files().subList(1, 15))
                .extracting(FileAudit::made)
                .allSatisfy(made -> assertThat(made).containsKey("table"));
    }

    @Test
    @DisplayName("they begin where the report ends, and add 38 tables")
    void they_begin_where_the_report_ends() {
        Inventory before = report.before();
        assertThat(List.of(before.tables(), before.views(), before.indexes(), before.functions()))
                .containsExactly(136L, 20L, 511L, 28L);
        assertThat(before.functions() + before.extensionFunctions()).isEqualTo(69);
        assertThat(before.extensions()).isEqualTo(3);

        Inventory after = report.after();
        assertThat(List.of(after.tables(), after.views(), after.indexes(), after.functions()))
                .containsExactly(174L, 20L, 586L, 28L);
        assertThat(after.extensions()).isEqualTo(embedding() ? 4 : 3);
    }

    @Test
    @DisplayName("rows keep their tenant although its number became a uuid")
    void rows_keep_their_tenant() throws SQLException {
        try (TestDatabase database = staging.database().copy()) {
            ScriptedDatabases.execute(database, """
                    INSERT INTO tenants (name) VALUES ('north'), ('south');
                    INSERT INTO drivers (tenant_id, status) SELECT id, name FROM tenants;
                    INSERT INTO vehicles (tenant_id, status) SELECT id, name FROM tenants""");

            ScriptRuns.mustRun(database, ScriptRuns.script(new FleetFile("mended/fixes/001_tenants_by_uuid.sql")));

            assertThat(Schema.of(database.dataSource()))
                    .table("tenants", tenants -> tenants.column("id", id -> id.hasType("uuid")))
                    .table("drivers", drivers -> drivers.column("tenant_id", id -> id.hasType("uuid")))
                    .table("vehicles", vehicles -> vehicles.column("tenant_id", id -> id.hasType("uuid")));
            String lost =
                    "SELECT count(*), count(*) FILTER (WHERE t.name = d.status AND t.name = v.status) FROM tenants t"
                            + " JOIN drivers d ON d.tenant_id = t.id JOIN vehicles v ON v.tenant_id = t.id";
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(lost)) {
                row.next();
                assertThat(List.of(row.getLong(1), row.getLong(2))).containsExactly(2L, 2L);
            }
        }
    }

    @Test
    @DisplayName(
            "wrong: \"re-run failed migrations\"; six cannot be run again as they are, since a part of them is there")
    void files_that_are_there_in_part_cannot_be_run_again() throws SQLException {
        try (TestDatabase database = staging.database().copy()) {
            ScriptRuns.mustRun(database, ScriptRuns.script(new FleetFile("mended/fixes/001_tenants_by_uuid.sql")));

            Stream.of(
                            "database/indexes.sql",
                            "api/src/migrations/add-maintenance-tracking.sql",
                            "api/db/migrations/006_document_management.sql",
                            "api/db/migrations/009_heavy_equipment.sql",
                            "api/db/migrations/010_mobile_push.sql",
                            "database/migrations/004_quality_gates_deployments.sql")
                    .map(name -> new FleetFile("migrations/" + name))
                    .forEach(file -> {
                        try {
                            assertThat(ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script(file))))
                                    .as(file.path())
                                    .anySatisfy(error ->
                                            assertThat(error.sqlState()).isEqualTo("42P07"));
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    });
        }
    }
}
