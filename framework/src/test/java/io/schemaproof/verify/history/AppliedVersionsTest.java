package io.schemaproof.verify.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppliedVersionsTest {

    private static final String FLYWAY =
            "CREATE SCHEMA app; CREATE TABLE app.flyway_schema_history (installed_rank int,"
                    + " version varchar(50), type varchar(20), success boolean); INSERT INTO app.flyway_schema_history VALUES ";

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private MigrationFolder read(String format) {
        return MigrationReader.read(folder, format);
    }

    private MigrationFolder flyway() throws IOException {
        for (String name : new String[] {"V1__a.sql", "V1_1__b.sql", "V2__c.sql", "R__view.sql"}) {
            Files.writeString(folder.resolve(name), "SELECT 1;");
        }
        return read("flyway");
    }

    private OptionalInt count(String sql, MigrationFolder migrations) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return AppliedVersions.count(connection, migrations);
        }
    }

    @Test
    void flyway_counts_what_succeeded_and_was_not_undone_in_whatever_schema() throws IOException, SQLException {
        assertThat(count(
                        FLYWAY
                                + "(0, NULL, 'SCHEMA', true), (1, '1', 'SQL', true), (2, '1.1', 'SQL', true), (3, '2', 'SQL',"
                                + " true), (4, NULL, 'SQL', true), (5, '2', 'UNDO_SQL', true)",
                        flyway()))
                .hasValue(2);
    }

    @Test
    void flyways_baseline_stands_for_all_up_to_it() throws IOException, SQLException {
        assertThat(count(FLYWAY + "(1, '1.1', 'BASELINE', true)", flyway())).hasValue(2);
    }

    @Test
    void flyways_baseline_need_be_no_version_of_the_folder() throws IOException, SQLException {
        MigrationFolder migrations = flyway();

        assertThat(count(FLYWAY + "(1, '0', 'BASELINE', true), (2, '1', 'SQL', true)", migrations))
                .hasValue(1);
        assertThat(count("UPDATE app.flyway_schema_history SET version = '1.5' WHERE version = '0'", migrations))
                .hasValue(2);
        assertThat(count("UPDATE app.flyway_schema_history SET version = '7' WHERE version = '1.5'", migrations))
                .hasValue(3);
    }

    @Test
    void what_flyways_repair_has_deleted_is_not_applied() throws IOException, SQLException {
        assertThat(count(
                        FLYWAY
                                + "(1, '1', 'SQL', true), (2, '1.1', 'SQL', true), (3, '1.7', 'SQL', true), (4, '1.1',"
                                + " 'DELETE', true), (5, '1.7', 'DELETE', true)",
                        flyway()))
                .hasValue(1);
    }

    @Test
    void a_database_may_hold_what_a_baseline_of_the_folder_replaces() throws IOException, SQLException {
        Files.writeString(folder.resolve("B2__all.sql"), "SELECT 1;");
        Files.writeString(folder.resolve("V3__d.sql"), "SELECT 1;");
        MigrationFolder migrations = read("flyway");

        assertThat(count(FLYWAY + "(1, '1', 'SQL', true), (2, '2', 'SQL', true)", migrations))
                .hasValue(1);
        assertThatThrownBy(
                        () -> count("INSERT INTO app.flyway_schema_history VALUES (3, '2.5', 'SQL', true)", migrations))
                .hasMessage(
                        "The table app.flyway_schema_history says that version 2.5 is applied, which the folder does"
                                + " not have.");
    }

    @Test
    void what_failed_or_has_a_gap_or_is_not_in_the_folder_is_not_counted() throws IOException, SQLException {
        MigrationFolder migrations = flyway();

        assertThatThrownBy(() -> count(FLYWAY + "(1, '1', 'SQL', false)", migrations))
                .isInstanceOf(MigrationException.class)
                .hasMessage("Version 1 has failed there, as flyway_schema_history says. Mend that database first.");
        assertThatThrownBy(() -> count(
                        "TRUNCATE app.flyway_schema_history; INSERT INTO app.flyway_schema_history VALUES (1, '1', 'SQL', true),"
                                + " (2, '2', 'SQL', true)",
                        migrations))
                .hasMessage("The table app.flyway_schema_history says that 2 is applied, and of those before it 1.1 is"
                        + " not.");
        assertThatThrownBy(() ->
                        count("UPDATE app.flyway_schema_history SET version = '7' WHERE version = '2'", migrations))
                .hasMessage(
                        "The table app.flyway_schema_history says that version 7 is applied, which the folder does not"
                                + " have.");
        assertThatThrownBy(() -> count("CREATE TABLE flyway_schema_history (version text)", migrations))
                .hasMessage("It is not clear which migrations are applied: there are app.flyway_schema_history and"
                        + " public.flyway_schema_history.");
    }

    @Test
    void golang_migrate_names_the_last() throws IOException, SQLException {
        for (String name : new String[] {"0001_a", "0002_b", "0003_c"}) {
            Files.writeString(folder.resolve(name + ".up.sql"), "SELECT 1;");
        }
        MigrationFolder migrations = read("golang-migrate");

        assertThat(count("CREATE TABLE schema_migrations (version bigint, dirty boolean)", migrations))
                .hasValue(0);
        assertThat(count("INSERT INTO schema_migrations VALUES (2, false)", migrations))
                .hasValue(2);
        assertThatThrownBy(() -> count("UPDATE schema_migrations SET dirty = true", migrations))
                .hasMessageStartingWith("Version 2 has failed there");
    }

    @Test
    void supabase_keeps_its_books_beside_those_of_its_services() throws IOException, SQLException {
        Files.writeString(folder.resolve("20240101000000_a.sql"), "SELECT 1;");
        Files.writeString(folder.resolve("20240102000000_b.sql"), "SELECT 1;");
        String services = "CREATE SCHEMA auth; CREATE TABLE auth.schema_migrations (version varchar); INSERT INTO"
                + " auth.schema_migrations VALUES ('20171026211738'); CREATE SCHEMA realtime; CREATE TABLE"
                + " realtime.schema_migrations (version bigint, inserted_at timestamp);";

        assertThatThrownBy(() -> count(services, read("supabase")))
                .hasMessage("It is not clear which migrations are applied: there are auth.schema_migrations and"
                        + " realtime.schema_migrations.");
        assertThat(count(
                        "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version"
                                + " text, statements text[], name text); INSERT INTO supabase_migrations.schema_migrations"
                                + " VALUES ('20240101000000', '{}', 'a')",
                        read("supabase")))
                .hasValue(1);
    }

    @Test
    void dbmate_goose_and_diesel_name_each() throws IOException, SQLException {
        Files.writeString(folder.resolve("20240101_a.sql"), "-- migrate:up\nSELECT 1;\n-- migrate:down\n");
        Files.writeString(folder.resolve("20240102_b.sql"), "-- migrate:up\nSELECT 1;\n-- migrate:down\n");
        assertThat(count(
                        "CREATE TABLE schema_migrations (version varchar); INSERT INTO schema_migrations VALUES ('20240101')",
                        read("dbmate")))
                .hasValue(1);

        Files.writeString(folder.resolve("20240101_a.sql"), "-- +goose Up\nSELECT 1;\n");
        Files.writeString(folder.resolve("20240102_b.sql"), "-- +goose Up\nSELECT 1;\n");
        assertThat(count(
                        "CREATE TABLE goose_db_version (id serial, version_id bigint, is_applied boolean); INSERT INTO"
                                + " goose_db_version (version_id, is_applied) VALUES (0, true), (20240101, true), (20240102,"
                                + " true), (20240102, false)",
                        read("goose")))
                .hasValue(1);

        Path diesel = Files.createDirectories(folder.resolve("d/2024-01-01-000000_a"));
        Files.writeString(diesel.resolve("up.sql"), "SELECT 1;");
        assertThat(count(
                        "CREATE TABLE __diesel_schema_migrations (version varchar); INSERT INTO __diesel_schema_migrations"
                                + " VALUES ('20240101000000')",
                        MigrationReader.read(folder.resolve("d"), "diesel")))
                .hasValue(1);
    }

    @Test
    void without_a_table_nothing_is_known() throws IOException, SQLException {
        assertThat(count("SELECT 1", flyway())).isEmpty();
    }

    @Test
    void tools_that_keep_names_of_files_are_read_by_their_numbers() throws IOException, SQLException {
        for (String name : new String[] {"1_a.sql", "2_b.sql"}) {
            Files.writeString(folder.resolve(name), "-- +migrate Up\nSELECT 1;\n");
        }
        assertThat(count(
                        "CREATE TABLE gorp_migrations (id text, applied_at timestamptz);"
                                + " INSERT INTO gorp_migrations VALUES ('1_a.sql', now())",
                        read("sql-migrate")))
                .hasValue(1);
        assertThat(count(
                        "CREATE TABLE pgmigrations (id int, name text, run_on timestamp);"
                                + " INSERT INTO pgmigrations VALUES (1, '1_a', now()), (2, '2_b', now())",
                        read("node-pg-migrate")))
                .hasValue(2);
        MigrationFolder sqlx = read("sqlx");
        assertThatThrownBy(() -> count(
                        "CREATE TABLE _sqlx_migrations (version bigint, success boolean);"
                                + " INSERT INTO _sqlx_migrations VALUES (1, false)",
                        sqlx))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Version 1 has failed there, as _sqlx_migrations says.");
        Files.writeString(
                folder.resolve("1_a.sql"),
                "--liquibase formatted sql\n--changeset me:x\nSELECT 1;\n--changeset me:y\nSELECT 1;\n");
        assertThat(count(
                        "CREATE TABLE databasechangelog (id text, author text, dateexecuted timestamp, orderexecuted int);"
                                + " INSERT INTO databasechangelog VALUES ('x', 'me', now(), 1)",
                        read("liquibase")))
                .hasValue(1);
    }
}
