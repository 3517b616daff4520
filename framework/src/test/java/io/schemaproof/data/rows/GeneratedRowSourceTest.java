package io.schemaproof.data.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.seed.SeedFolder;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.query.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedRowSourceTest {

    @TempDir
    private Path folder;

    private MigrationFolder migrations;

    @BeforeEach
    void write_migrations() throws IOException {
        for (int version = 1; version <= 3; version++) {
            file("migrations/" + version + "_m.up.sql", "SELECT 1;");
            file("migrations/" + version + "_m.down.sql", "SELECT 1;");
        }
        migrations = MigrationReader.read(folder.resolve("migrations"), "auto");
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Migration migration(int version) {
        return migrations.migrations().get(version - 1);
    }

    private static FillReport fill(RowDatabase database, RowSource source, FillMoment moment) throws SQLException {
        return source.fill(database.connection(), CatalogReader.read(database.connection()), moment);
    }

    @Test
    void fills_what_there_is_and_after_that_what_is_new() throws SQLException {
        RowSource source = GeneratedRowSource.of(20);
        try (RowDatabase database = RowDatabase.of("CREATE TABLE a (id serial PRIMARY KEY, note text)")) {
            assertThat(source.mayFill(FillMoment.before(migration(1)))).isTrue();
            FillReport first = fill(database, source, FillMoment.after(migration(1)));
            database.execute("CREATE TABLE b (a int NOT NULL REFERENCES a)");
            FillReport second = fill(database, source, FillMoment.after(migration(2)));

            assertThat(first).isEqualTo(FillReport.of(20));
            assertThat(second).isEqualTo(FillReport.of(20));
            assertThat(database.value("SELECT count(*) FROM a")).isEqualTo("20");
            assertThat(database.value("SELECT count(*) FROM b")).isEqualTo("20");
            assertThat(source.mayFill(FillMoment.before(migration(3)))).isFalse();
        }
    }

    @Test
    void not_each_row_has_the_one_row_that_it_may_have() throws SQLException {
        RowSource source = GeneratedRowSource.of(20);
        try (RowDatabase database = RowDatabase.of("CREATE TABLE a (id serial PRIMARY KEY);"
                + " CREATE TABLE one (a int PRIMARY KEY REFERENCES a, note text); CREATE TABLE other (a int UNIQUE REFERENCES a, b int);"
                + " CREATE TABLE many (a int REFERENCES a, b int, UNIQUE (a, b));"
                + " CREATE TABLE tree (id serial PRIMARY KEY, up int UNIQUE REFERENCES tree)")) {
            assertThat(fill(database, source, FillMoment.after(migration(1)))).isEqualTo(FillReport.of(96));
            assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("18");
            assertThat(database.value("SELECT count(*) FROM other")).isEqualTo("18");
            assertThat(fill(database, source, FillMoment.after(migration(2)))).isEqualTo(FillReport.of(0));
        }
    }

    @Test
    void a_new_column_gets_rows_in_which_it_has_a_value_and_those_that_exist_stay() throws SQLException {
        RowSource source = GeneratedRowSource.of(50);
        try (RowDatabase database = RowDatabase.of("CREATE TABLE a (id serial PRIMARY KEY, note text)")) {
            fill(database, source, FillMoment.after(migration(1)));
            String before = database.value("SELECT sum(hashtextextended(id || coalesce(note, '-'), 0)) FROM a");
            database.execute("ALTER TABLE a ADD COLUMN total int");
            FillMoment moment = FillMoment.after(migration(2));
            FillReport report = fill(database, source, moment);

            assertThat(report).isEqualTo(FillReport.of(5));
            assertThat(database.value("SELECT count(total) FROM a")).isNotEqualTo("0");
            assertThat(database.value(
                            "SELECT sum(hashtextextended(id || coalesce(note, '-'), 0)) FROM a WHERE id <= 50"))
                    .isEqualTo(before);
            database.execute("ALTER TABLE a ALTER COLUMN total TYPE bigint");
            assertThat(fill(database, source, FillMoment.after(migration(3))).rows())
                    .as("a type is new as well")
                    .isEqualTo(5);
        }
    }

    @Test
    void gives_the_same_rows_when_it_is_asked_again() throws SQLException {
        RowSource source = GeneratedRowSource.of(10);
        String schema = "CREATE TABLE a (id serial PRIMARY KEY, note text)";
        try (RowDatabase one = RowDatabase.of(schema);
                RowDatabase other = RowDatabase.of(schema)) {
            for (RowDatabase database : List.of(one, other)) {
                fill(database, source, FillMoment.after(migration(1)));
            }
            for (RowDatabase database : List.of(one, other)) {
                database.execute("ALTER TABLE a ADD COLUMN total int");
                assertThat(fill(database, source, FillMoment.after(migration(2)))
                                .rows())
                        .isOne();
            }

            assertThat(one.contents()).isEqualTo(other.contents());
        }
    }

    @Test
    void says_which_tables_have_no_rows_and_what_stopped_them() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE TABLE t (id int PRIMARY KEY, CONSTRAINT never CHECK (false));
                CREATE TABLE child (t int NOT NULL CONSTRAINT of_t REFERENCES t);
                CREATE TABLE parts (id int CHECK (false)) PARTITION BY RANGE (id);
                CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (10);
                CREATE TABLE other (id int)
                """)) {
            FillReport report = fill(database, GeneratedRowSource.of(10), FillMoment.after(migration(1)));

            assertThat(report.rows()).isEqualTo(10);
            assertThat(report.unfilled())
                    .containsOnlyKeys(
                            new Relation("public", "t"),
                            new Relation("public", "child"),
                            new Relation("public", "parts"))
                    .containsEntry(
                            new Relation("public", "t"),
                            "check constraint never stops all generated rows: 23514 new row for relation \"t\" violates check constraint \"never\"")
                    .containsEntry(
                            new Relation("public", "child"),
                            "foreign key of_t stops all generated rows: public.t, which it refers to, has no rows");
        }
    }

    @Test
    void a_tables_of_a_migration_tool_is_neither_filled_nor_mentioned() throws SQLException {
        try (RowDatabase database = RowDatabase.of(
                "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL CHECK (NOT dirty AND dirty));"
                        + "CREATE TABLE \"SequelizeMeta\" (name text)")) {
            assertThat(fill(database, GeneratedRowSource.of(10), FillMoment.after(migration(1))))
                    .isEqualTo(FillReport.NOTHING);
            assertThat(database.value("SELECT count(*) FROM schema_migrations")).isEqualTo("0");
        }
    }

    @Test
    void asked_for_no_rows_it_is_not_asked_at_all() {
        assertThat(GeneratedRowSource.of(0).mayFill(FillMoment.after(migration(1))))
                .isFalse();
    }

    @Test
    void seeds_come_first_and_generated_rows_fill_up_what_remains() throws IOException, SQLException {
        file("seeds/2.sql", "INSERT INTO a VALUES (1, 'mine'), (2, 'mine');");
        file("seeds/3.after/public.b.csv", "a\n1\n");
        RowSource source = SeedFolder.read(folder.resolve("seeds"), migrations).then(GeneratedRowSource.of(20));
        try (RowDatabase database = RowDatabase.of("CREATE TABLE a (id int PRIMARY KEY, note text);"
                + " CREATE TABLE b (a int NOT NULL REFERENCES a); CREATE TABLE c (id int)")) {
            FillReport early = fill(database, source, FillMoment.after(migration(1)));
            FillReport seeded = fill(database, source, FillMoment.before(migration(2)));
            FillReport last = fill(database, source, FillMoment.after(migration(3)));

            assertThat(early.rows()).isEqualTo(20);
            assertThat(early.unfilled())
                    .containsEntry(new Relation("public", "a"), "its rows come with a later seed")
                    .containsKey(new Relation("public", "b"))
                    .doesNotContainKey(new Relation("public", "c"));
            assertThat(seeded.rows()).isEqualTo(20);
            assertThat(seeded.unfilled()).containsOnlyKeys(new Relation("public", "b"));
            assertThat(last).isEqualTo(FillReport.of(20));
            assertThat(database.value("SELECT count(*) FROM a WHERE note = 'mine'"))
                    .isEqualTo("2");
            assertThat(database.value("SELECT count(*) FROM a")).isEqualTo("20");
            assertThat(database.value("SELECT count(*) FROM b")).isEqualTo("20");
        }
    }

    @Test
    void a_hook_is_a_lambda() throws SQLException {
        RowSource admins = (connection, catalog, moment) -> {
            if (!moment.isBefore("2")) {
                return FillReport.NOTHING;
            }
            try (Statement statement = connection.createStatement()) {
                return FillReport.of(statement.executeUpdate("INSERT INTO users (name) VALUES ('admin')"));
            }
        };
        try (RowDatabase database =
                RowDatabase.of("CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL UNIQUE)")) {
            FillReport report = fill(database, admins.then(GeneratedRowSource.of(5)), FillMoment.before(migration(2)));

            assertThat(report).isEqualTo(FillReport.of(5));
            assertThat(database.column("SELECT name FROM users WHERE id = 1")).containsExactly("admin");
        }
    }
}
