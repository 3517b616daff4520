package io.schemaproof.assertions.contract;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.Failures;
import io.schemaproof.catalog.CatalogException;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets a system property")
class SchemaSnapshotTest {

    private static final String ACCEPT = "schemaproof.snapshot.accept";
    private static final String EVERYTHING = """
            CREATE SCHEMA "Größe \\ ""2 x";
            CREATE EXTENSION hstore;
            CREATE TYPE mood AS ENUM ('sad', 'it''s, ok', E'line\\nbreak');
            CREATE TYPE pair AS (a int, "b c" text);
            CREATE TYPE span AS RANGE (subtype = numeric);
            CREATE DOMAIN email AS text CHECK (VALUE ~ '^\\S+@\\S+$');
            CREATE SEQUENCE numbers INCREMENT 5;
            CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail email NOT NULL UNIQUE,
                name text DEFAULT E'a\\n: b' COLLATE "C", big numeric(10, 2) GENERATED ALWAYS AS (1.5) STORED);
            CREATE TABLE orders (id bigint DEFAULT nextval('numbers'), customer bigint REFERENCES customers ON DELETE CASCADE,
                total numeric CHECK (total > 0), at date, EXCLUDE USING hash (id WITH =)) WITH (fillfactor = 70);
            CREATE TABLE "Größe \\ ""2 x"."a.b" ("x: y" int, " blank " text, "@parent" int);
            CREATE INDEX ON orders (total DESC NULLS LAST) INCLUDE (at) WHERE total > 10;
            CREATE TABLE events (id int, at date) PARTITION BY RANGE (at);
            CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE VIEW v AS SELECT id, total FROM orders WHERE total > 3;
            CREATE MATERIALIZED VIEW m AS SELECT count(*) AS n FROM orders;
            CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE plpgsql AS $$
            BEGIN
                -- it's "quoted" \\ and indented
                RETURN a;

            END $$;
            CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
            CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int);
            CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION t();
            CREATE RULE quiet AS ON DELETE TO events DO INSTEAD NOTHING;
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON orders USING (total < 100);
            CREATE STATISTICS stat ON id, total FROM orders;
            CREATE PUBLICATION "publication" FOR TABLE orders;
            CREATE PUBLICATION schema FOR TABLE customers;
            CREATE FOREIGN DATA WRAPPER nowhere;
            CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
            CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'hunter2');
            CREATE FOREIGN TABLE remote (a int) SERVER far;
            CREATE CAST (pair AS text) WITH INOUT;
            CREATE COLLATION german (provider = icu, locale = 'de');
            CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
            GRANT SELECT (total) ON orders TO PUBLIC;
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
            COMMENT ON TABLE orders IS E'two\\nlines \\u2028 and \\\\ more  ';
            """;

    private TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeEach
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute("""
                CREATE TABLE orders (id int PRIMARY KEY, total int, note text);
                CREATE INDEX orders_total ON orders (total);""");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void a_missing_snapshot_is_a_failure_that_names_the_way_out() {
        Path file = folder.resolve("schema.snapshot");

        assertThatThrownBy(() -> assertThat(schema()).matchesSnapshot(file))
                .satisfies(Failures.saying("""
                [database]
                Expected a snapshot of the schema
                  expected: %s
                  but was : no such file
                  Run once with -Dschemaproof.snapshot.accept=true, look at the file, and keep it with the test.""".formatted(file)));
        assertThat(file).doesNotExist();
    }

    @Test
    void everything_comes_back_from_the_file() throws SQLException, IOException {
        execute("DROP TABLE orders; " + EVERYTHING);
        Path file = folder.resolve("everything.snapshot");
        Schema schema = schema();
        accept(schema, file);

        assertThat(schema).matchesSnapshot(file).matchesSnapshot(file.toString());
        assertThat(SnapshotFile.read(file).catalog())
                .isEqualTo(SchemaSnapshot.of(17, schema.catalog()).catalog());
        assertThat(SnapshotFile.read(file).catalog().filter(o -> o.id().kind() != ObjectKind.USER_MAPPING))
                .isEqualTo(schema.catalog()
                        .withoutExtensionMembers()
                        .withoutClusterWide()
                        .filter(o -> o.id().kind() != ObjectKind.USER_MAPPING));
        assertThat(Files.readString(file))
                .contains("  options: password not kept\n")
                .doesNotContain("digest")
                .doesNotContain("\nrole ")
                .doesNotContain("hstore_in");
    }

    @Test
    void what_changed_is_said_by_object() throws SQLException {
        Path file = folder.resolve("schema.snapshot");
        accept(schema(), file);
        execute("""
                ALTER TABLE orders ALTER total TYPE bigint, DROP note, ADD "New" text;
                DROP INDEX orders_total;""");

        assertThatThrownBy(() -> assertThat(schema()).matchesSnapshot(file))
                .satisfies(Failures.saying("""
                [database]
                Expected the schema of schema.snapshot
                  expected: no change
                  but was : 4 changes
                  column public.orders."New" was added (text, nullable)
                  column public.orders.note was removed (text, nullable)
                  column public.orders.total: type changed
                      from integer
                      to   bigint
                  index public.orders_total was removed (CREATE INDEX orders_total ON public.orders USING btree (total))
                  If this is the better schema, run once with -Dschemaproof.snapshot.accept=true and review %s.""".formatted(file)));
    }

    @Test
    void another_order_of_columns_alone_is_no_change() throws SQLException {
        Path file = folder.resolve("schema.snapshot");
        accept(schema(), file);
        execute("""
                DROP TABLE orders; CREATE TABLE orders (note text, id int PRIMARY KEY, total int);
                CREATE INDEX orders_total ON orders (total);""");

        assertThat(schema()).matchesSnapshot(file);
        execute("ALTER TABLE orders DROP total");
        assertThatThrownBy(() -> assertThat(schema()).matchesSnapshot(file))
                .hasMessageContaining("column public.orders.total was removed")
                .hasMessageContaining("1 further without effect, such as another order of columns");
    }

    @Test
    void another_major_version_is_said_and_hides_nothing() throws SQLException, IOException {
        Path file = folder.resolve("schema.snapshot");
        accept(schema(), file);
        Files.writeString(file, Files.readString(file).replaceFirst("postgres \\d+", "postgres 13"));
        assertThat(schema()).matchesSnapshot(file);

        execute("DROP INDEX orders_total");
        assertThatThrownBy(() -> assertThat(schema()).matchesSnapshot(file))
                .hasMessageContaining("index public.orders_total was removed")
                .hasMessageContaining("Written on PostgreSQL 13, this is ")
                .hasMessageContaining(": a part of the changes may be the server's.");
    }

    @Test
    void one_run_accepts_one_schema_for_a_file() throws SQLException, IOException {
        Path file = folder.resolve("schema.snapshot");
        accept(schema(), file);
        accept(schema(), file);
        String accepted = Files.readString(file);
        execute("DROP INDEX orders_total");

        assertThatThrownBy(() -> accept(schema(), file))
                .hasMessageContaining("Expected one schema for the snapshot schema.snapshot")
                .hasMessageContaining("index public.orders_total was removed")
                .hasMessageContaining("This run has accepted another schema for this file; it was not written again.");
        assertThat(file).hasContent(accepted);
    }

    @Test
    void what_is_no_snapshot_is_an_error_even_where_nothing_changed() throws IOException {
        Path file = folder.resolve("schema.snapshot");
        Files.writeString(file, "");

        assertThatThrownBy(() -> assertThat(schema()).matchesSnapshot(file))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith(file + ":1: no snapshot");
    }

    private Schema schema() {
        return Schema.of(database.dataSource());
    }

    private static void accept(Schema schema, Path file) {
        System.setProperty(ACCEPT, "true");
        try {
            assertThat(schema).matchesSnapshot(file);
        } finally {
            System.clearProperty(ACCEPT);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
