package io.schemaproof.backup;

import static io.schemaproof.backup.DumpServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where no pg_dump can dump the server. */
class BackupCopyTest {

    private TestDatabase database;

    @BeforeEach
    void fill() throws SQLException {
        // A container has pg_dump.
        database = ShopDatabase.create(
                Databases.shared(ServerRequest.from(Configuration.ofSystem()).by("embedded")));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void the_backup_is_a_copy_and_says_so_and_is_restored_as_a_new_database() throws SQLException {
        try (Backup backup = Backup.of(database)
                .schemas("shop")
                .configuredBy(DumpServer.withoutPrograms())
                .take()) {
            assertThat(backup.method().kind()).isEqualTo(BackupMethod.Kind.TEMPLATE);
            assertThat(backup.file()).isEmpty();
            assertThat(backup.bytes()).isGreaterThan(1_000_000);
            assertThat(backup.toString())
                    .startsWith("backup of schema shop by a copy of the whole database (CREATE DATABASE … TEMPLATE): ")
                    .endsWith(" bytes, 5 tables, 154 rows");
            execute(database, "DROP SCHEMA shop CASCADE");

            Restore restore = backup.restore();

            try (TestDatabase restored = restore.database()) {
                assertThat(restore.check().rows()).isEqualTo(154);
                assertThat(restored.name()).isNotEqualTo(database.name());
            }
        }
    }

    @Test
    void a_difference_is_named_with_object_column_and_row() throws SQLException {
        try (Backup backup = Backup.of(database).copy()) {
            execute(database, "DROP VIEW shop.paid; UPDATE shop.orders SET total = 0 WHERE id = 9");

            assertThatThrownBy(() -> backup.compareWith(database).check())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(
                            database.name() + " is not what was backed up (the whole database, by a copy")
                    .hasMessageContaining("shop.paid")
                    .hasMessageContaining("1 row changed: id='9' in total, touched");
        }
    }

    @Test
    void a_copy_is_not_put_into_a_database_that_is_there() {
        try (Backup backup = Backup.of(database).schemas("shop").copy()) {
            assertThatThrownBy(() -> backup.restoreInto(database))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("which can become a new database with restore()")
                    .hasMessageContaining("schemaproof.database.client");
        }
    }

    @Test
    void a_file_cannot_be_written_without_pg_dump_and_the_message_names_the_ways_out() {
        assertThatThrownBy(() -> Backup.of(database)
                        .configuredBy(DumpServer.withoutPrograms())
                        .write(Path.of("never-written.sql")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("No pg_dump is installed here. Install the client programs of PostgreSQL")
                .hasMessageEndingWith("take() makes do with a copy of the database.");
        assertThat(Path.of("never-written.sql")).doesNotExist();
    }
}
