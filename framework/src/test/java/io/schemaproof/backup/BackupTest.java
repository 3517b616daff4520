package io.schemaproof.backup;

import static io.schemaproof.backup.DumpServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With pg_dump; without it see {@link BackupCopyTest}. */
class BackupTest {

    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void fill() throws SQLException {
        database = ShopDatabase.create(DumpServer.get());
    }

    @AfterEach
    void drop() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CUSTOM"})
    void a_whole_database_is_restored_equally(DumpFormat format) throws SQLException, IOException {
        execute(
                database,
                "SELECT lo_from_bytea(4711, 'a large object'); ALTER DATABASE " + database.name()
                        + " SET work_mem = '8MB'");
        Path file = folder.resolve("shop.dump");

        try (Backup backup = Backup.of(database).format(format).write(file)) {
            assertThat(DumpFormat.of(file)).isEqualTo(format);
            assertThat(backup.method().kind()).isEqualTo(BackupMethod.Kind.PG_DUMP);
            assertThat(backup.method().words()).startsWith("pg_dump ").contains(" in ");
            assertThat(backup.bytes()).isEqualTo(Files.size(file));
            assertThat(backup.notes())
                    .singleElement()
                    .asString()
                    .startsWith("Settings of the database are not backed up:");
            Restore restore = backup.restore();
            try (TestDatabase restored = restore.database()) {
                assertThat(restore.check().isEqual()).as(restore.describe()).isTrue();
                assertThat(restore.tables()).isEqualTo(backup.tables()).isEqualTo(5);
                assertThat(restore.rows()).isEqualTo(backup.rows()).isEqualTo(50 + 50 + 50 + 2 + 2);
                assertThat(restored.name()).isNotEqualTo(database.name());
            }
        }
        assertThat(file).as("a named file stays").exists();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CUSTOM"})
    void a_schema_is_restored_into_the_database_from_which_it_was_dropped(DumpFormat format) throws SQLException {
        Backup backup = Backup.of(database).schemas("shop").format(format).write(folder.resolve("shop.dump"));
        execute(database, "DROP SCHEMA shop CASCADE");

        Restore restore = backup.restoreInto(database).check();

        assertThat(restore.errors()).isEmpty();
        assertThat(restore.rows()).isEqualTo(154);
        assertThat(backup.notes())
                .containsExactly("Depends on what is backed up, and is not: customers (on shop.customer).");
    }

    @Test
    void what_a_schema_needs_of_extensions_is_there_when_it_is_restored_into_a_new_database() {
        Restore restore = Backup.of(database)
                .schemas("shop")
                .write(folder.resolve("shop.sql"))
                .restore();

        try (TestDatabase restored = restore.database()) {
            restore.check();
        }
    }

    @Test
    void schema_public_with_its_extensions_is_restored_into_a_new_database() throws SQLException {
        execute(database, "CREATE TABLE public.tag (name citext PRIMARY KEY); INSERT INTO tag VALUES ('A')");

        Restore restore = Backup.of(database)
                .schemas("public", "shop")
                .write(folder.resolve("shop.sql"))
                .restore();

        try (TestDatabase restored = restore.database()) {
            assertThat(restore.check().rows()).isEqualTo(155);
        }
    }

    @Test
    void the_rows_are_named_also_where_the_database_has_changed_since() throws SQLException {
        Backup backup = Backup.of(database).schemas("shop").write(folder.resolve("shop.sql"));
        execute(database, "UPDATE shop.orders SET total = 0 WHERE id = 9");

        assertThat(backup.compareWith(database).describe()).contains("1 row changed: id='9' in total, touched");
    }

    @Test
    void what_is_in_the_way_fails_and_nothing_is_restored() throws SQLException {
        Backup backup = Backup.of(database).schemas("shop").write(folder.resolve("shop.sql"));
        execute(database, "DROP VIEW shop.paid");

        assertThatThrownBy(() -> backup.restoreInto(database))
                .isInstanceOf(BackupException.class)
                .hasMessageStartingWith("The dump shop.sql cannot be restored into " + database.name())
                .hasMessageContaining("schema \"shop\" already exists");
        assertThat(backup.compareWith(database).structure().changes()).hasSize(1);
    }

    @Test
    void as_psql_does_the_restore_goes_on_after_errors_and_lists_them() throws SQLException {
        Backup backup = Backup.of(database).schemas("shop").write(folder.resolve("shop.sql"));
        execute(database, "DROP VIEW shop.paid");

        Restore restore = backup.restoreAsPsqlInto(database);

        assertThat(restore.errors())
                .isNotEmpty()
                .first()
                .satisfies(error -> assertThat(error.message()).isEqualTo("schema \"shop\" already exists"));
        assertThat(restore.structure().significant()).isEmpty();
        assertThat(restore.describe())
                .as("the rows of tables without a key came a second time")
                .contains("shop.scratch: 2 rows in the backup, 4 rows restored");
    }

    @Test
    void a_schema_that_does_not_exist_is_not_backed_up_as_nothing() {
        assertThatThrownBy(() -> Backup.of(database).schemas("Shop").write(folder.resolve("x.sql")))
                .isInstanceOf(BackupException.class)
                .hasMessage("There is no schema Shop to back up. There are: public, shop.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_lies_outside_and_is_needed_is_said_and_named_when_the_restore_fails() throws SQLException {
        execute(database, "CREATE TYPE public.size AS ENUM ('s'); ALTER TABLE shop.orders ADD COLUMN size public.size");
        Backup backup = Backup.of(database).schemas("shop").write(folder.resolve("shop.sql"));

        assertThat(backup.notes()).contains("Needed by what is backed up, and is not: size (by shop.orders).");
        assertThatThrownBy(backup::restore)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("type \"public.size\" does not exist");
    }

    @Test
    void foreign_tables_and_large_objects_are_said_to_be_left_out() throws SQLException {
        execute(
                database,
                "CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;"
                        + "CREATE FOREIGN TABLE shop.passwd (line text) SERVER files OPTIONS (filename '/dev/null');"
                        + "SELECT lo_from_bytea(0, 'x')");

        assertThat(Backup.of(database)
                        .schemas("shop")
                        .write(folder.resolve("shop.sql"))
                        .notes())
                .contains(
                        "Rows of foreign tables are not backed up, only their definitions: shop.passwd.",
                        "Large objects belong to no schema and are not backed up: 1.");
    }

    @Test
    void a_backup_without_a_file_uses_pg_dump_too_and_leaves_nothing() {
        Path file;
        try (Backup backup = Backup.of(database).schemas("shop").take()) {
            assertThat(backup.method().kind()).isEqualTo(BackupMethod.Kind.PG_DUMP);
            file = backup.file().orElseThrow();
            assertThat(file).exists();
        }
        assertThat(file).doesNotExist();
    }
}
