package io.schemaproof.assertions;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.backup.Backup;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.InstalledClientPrograms;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAssertTest {

    private static final ServerRequest REQUEST = ServerRequest.from(Configuration.ofSystem());

    @TempDir
    private Path folder;

    private static TestDatabase database(DatabaseServer server, String sql) throws SQLException {
        TestDatabase database = TestDatabase.create(server);
        execute(database, sql);
        return database;
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One that the newest installed pg_dump can dump. */
    private static DatabaseServer dumpable() {
        List<ClientPrograms> installed = InstalledClientPrograms.find(Configuration.ofSystem());
        if (installed.isEmpty()) {
            return abort("NOT RUN: no pg_dump is installed");
        }
        int version = installed.get(installed.size() - 1).majorVersion();
        return Databases.shared(REQUEST.by("embedded").withMajorVersion(Math.min(version, 18)));
    }

    @Test
    void a_copy_restores_equally() throws SQLException {
        try (TestDatabase database = database(
                        Databases.shared(REQUEST), "CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)");
                Backup backup = Backup.of(database).copy()) {
            assertThat(backup).restoresEqually().hasSizeBetween(1, Long.MAX_VALUE);
            assertThat(backup).isHeldBy(database);
        }
    }

    @Test
    void a_backup_without_rows_proves_nothing_of_rows() throws SQLException {
        try (TestDatabase database = database(Databases.shared(REQUEST), "CREATE TABLE t (id int)");
                Backup backup = Backup.of(database).copy()) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(backup).restoresEqually())
                    .satisfies(Failures.saying("""
                            [backup of the whole database by a copy of the whole database (CREATE DATABASE … TEMPLATE)]
                            Expected a backup that restores equally, rows too
                              expected: rows
                              but was : no row in 1 table
                              Nothing is known of rows where there are none. Fill the tables first, or say allowingNoRows()."""));
            assertThat(backup).allowingNoRows().restoresEqually();
        }
    }

    @Test
    void what_a_database_does_not_hold_is_named() throws SQLException {
        try (TestDatabase database = database(
                        Databases.shared(REQUEST),
                        "CREATE TABLE t (id int PRIMARY KEY, note text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
                Backup backup = Backup.of(database).copy()) {
            execute(database, "DELETE FROM t WHERE id = 1; UPDATE t SET note = NULL; CREATE INDEX note ON t (note)");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(backup).isHeldBy(database))
                    .withMessageContaining(
                            "Expected a database that holds what was backed up\n  expected: no difference\n"
                                    + "  but was : 2 differences\n  structure: index public.note")
                    .withMessageContaining("rows: public.t: 2 rows in the backup, 1 row restored; differs in id, note\n"
                            + "    1 row lost: id='1'\n    1 row changed: id='2' in note");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(backup).hasSizeBetween(1, 2))
                    .withMessageContaining("expected: 1 to 2 bytes\n  but was : " + backup.bytes() + " bytes");
        }
    }

    @Test
    void a_dump_that_restores_into_the_database_passes_and_one_that_is_in_its_own_way_fails() throws SQLException {
        try (TestDatabase database = database(
                        dumpable(),
                        "CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY); INSERT INTO s.t VALUES (1)");
                Backup backup = Backup.of(database).schemas("s").write(folder.resolve("s.sql"))) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(backup).restoresEquallyInto(database))
                    .withMessageContaining("Expected a backup that restores equally into " + database.name())
                    .withMessageContaining("schema \"s\" already exists");

            execute(database, "DROP SCHEMA s CASCADE");
            assertThat(backup).restoresEquallyInto(database).restoresEqually();
        }
    }

    @Test
    void a_function_that_lies_about_being_immutable_makes_other_rows_of_a_dump() throws SQLException {
        try (TestDatabase database = database(
                        dumpable(),
                        "CREATE FUNCTION lot(int) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT clock_timestamp()::text';"
                                + "CREATE TABLE t (id int PRIMARY KEY, lot text GENERATED ALWAYS AS (lot(id)) STORED);"
                                + "INSERT INTO t VALUES (1)");
                Backup backup = Backup.of(database).write(folder.resolve("t.sql"))) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(backup).restoresEqually())
                    .withMessageContaining(
                            "but was : 1 difference\n  rows: public.t: 1 row in the backup, 1 row restored;"
                                    + " differs in lot\n    1 row changed: id='1' in lot");
        }
    }

    @Test
    void a_dump_that_cannot_be_restored_fails_with_what_it_needs() throws SQLException {
        try (TestDatabase database = database(
                        dumpable(),
                        "CREATE TYPE size AS ENUM ('s'); CREATE SCHEMA s; CREATE TABLE s.t (size size);"
                                + "INSERT INTO s.t VALUES ('s')");
                Backup backup = Backup.of(database).schemas("s").write(folder.resolve("s.sql"))) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(backup).restoresEqually())
                    .withMessageContaining("type \"public.size\" does not exist")
                    .withMessageContaining("Needed by what is backed up, and is not: size (by s.t).");
        }
    }
}
