package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.SchemaSnapshot;
import io.schemaproof.assertions.contract.SnapshotFile;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftCommandTest {

    private static final String HEAD = "CREATE TABLE public.orders (id int PRIMARY KEY, note text NOT NULL);";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path migrations;

    @BeforeEach
    void write() throws IOException {
        migrations = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("1_orders.up.sql"), HEAD);
        Files.writeString(migrations.resolve("1_orders.down.sql"), "DROP TABLE orders;");
    }

    private int drift(Object against, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("drift", migrations.toString(), "--against", against.toString()));
        arguments.addAll(List.of(more));
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void a_database_is_compared_and_only_read() throws SQLException, IOException {
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(HEAD);
            ConnectionSettings settings = database.settings();
            String url = settings.jdbcUrl() + "?user=" + settings.user() + "&password=" + settings.password();

            assertThat(drift(url)).as(err.toString()).isZero();
            assertThat(out.toString())
                    .contains("no drift: ", "compared with database " + settings.jdbcUrl())
                    .doesNotContain(settings.password());

            statement.execute("ALTER TABLE orders ALTER note DROP NOT NULL; CREATE TABLE more (id int)");
            Catalog before = CatalogReader.read(connection).withoutClusterWide();
            assertThat(drift(url)).isEqualTo(1);
            assertThat(out.toString())
                    .contains("extra there: table public.more (1 column)")
                    .contains("to mend it there: ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;")
                    .contains("2 differences in 2 objects: ")
                    .doesNotContain(settings.password());
            assertThat(CatalogReader.read(connection).withoutClusterWide()).isEqualTo(before);

            Path json = folder.resolve("out/drift.json");
            assertThat(drift(url, "--json", json.toString())).isEqualTo(1);
            assertThat(Files.readString(json))
                    .startsWith("{\n  \"tool\": \"schemaproof\",\n  \"version\": \"")
                    .contains("""
                              "server": {
                                "majorVersion": %d
                              },
                              "migrations": "the migrations in %s",
                              "against": "database %s",
                              "differences": [
                                {
                                  "direction": "extra",
                                  "object": {
                                    "kind": "table",
                                    "identity": "public.more"
                                  },
                            """.stripTrailing()
                            .formatted(database.server().majorVersion(), migrations, settings.jdbcUrl()))
                    .contains("""
                                  "direction": "different",
                                  "object": {
                                    "kind": "column",
                                    "identity": "public.orders.note"
                                  },
                                  "partOf": {
                                    "kind": "table",
                                    "identity": "public.orders"
                                  },
                                  "message": "column public.orders.note became nullable",
                                  "remedy": "ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;"
                                }
                            """)
                    .endsWith("""
                                "differences": 2,
                                "missing": 0,
                                "extra": 1,
                                "different": 1,
                                "passed": false
                              }
                            }
                            """)
                    .doesNotContain(settings.password());

            Path ignored = file("ignored.txt", "public.more because it is kept\ncolumn public.orders.note because a\n");
            assertThat(drift(url, "--ignore", ignored.toString(), "--schema", "PUBLIC", "--json", json.toString()))
                    .as(out.toString() + err)
                    .isZero();
            assertThat(Files.readString(json))
                    .contains("\"differences\": [],", "\"object\": \"table public.more\"", "\"reason\": \"it is kept\"")
                    .contains("\"passed\": true");
            assertThat(drift(url, "--schema", "shop")).isEqualTo(2);
            assertThat(err.toString()).contains("There is no schema shop on either side.");
            String other = database.server().majorVersion() == 14 ? "15" : "14";
            assertThat(drift(url, "--pg", other)).isEqualTo(2);
            assertThat(err.toString()).contains("--pg " + other + ": the migrations are applied on PostgreSQL ");
            assertThat(drift(url.replace("password=", "password=wrong"))).isEqualTo(3);
            assertThat(err.toString()).contains("Cannot connect to").doesNotContain(settings.password());
        }
    }

    @Test
    void a_dump_a_snapshot_a_contract_and_a_folder_are_compared() throws IOException, SQLException {
        Path dump = file("schema.sql", HEAD.replace("NOT NULL", ""));
        assertThat(drift(dump)).isEqualTo(1);
        assertThat(out.toString())
                .contains("different there: column public.orders.note became nullable", "compared with dump " + dump);

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("1_all.up.sql"), HEAD);
        Files.writeString(other.resolve("1_all.down.sql"), "DROP TABLE orders;");
        assertThat(drift(other)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("compared with the migrations in " + other);

        Path snapshot = folder.resolve("schema.snapshot");
        Path contract = folder.resolve("contract.yaml");
        ServerRequest request = ServerRequest.from(Configuration.ofSystem());
        try (TestDatabase database = TestDatabase.create(Databases.shared(request));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(HEAD);
            Catalog catalog = CatalogReader.read(connection);
            SnapshotFile.write(snapshot, SchemaSnapshot.of(request.majorVersion(), catalog));
            SchemaContract.write(contract, List.of(SchemaContract.describe(catalog, "public")));
        }
        assertThat(drift(snapshot)).as(out.toString() + err).isZero();
        assertThat(out.toString()).contains("compared with the snapshot " + snapshot);
        assertThat(drift(contract)).as(out.toString() + err).isZero();
        assertThat(out.toString()).contains("no drift: the migrations in " + migrations + " give what " + contract);

        Files.writeString(migrations.resolve("1_orders.up.sql"), HEAD.replace("text", "varchar(5)"));
        assertThat(drift(snapshot)).isEqualTo(1);
        assertThat(out.toString()).contains("column public.orders.note: type changed", "to   text");
        assertThat(drift(contract)).isEqualTo(1);
        assertThat(out.toString()).contains("public.orders.note", "text", "character varying(5)");
        Files.writeString(
                contract,
                "format: 1\nschema: public\ntables: {}\nviews: {a: SELECT 1}\n---\nformat: 1\nschema: other\n");
        assertThat(drift(contract)).isEqualTo(1);
        assertThat(out.toString())
                .contains("[" + contract + ":3:1 · schema public]\nExpected exactly these tables")
                .contains("[" + contract + ":4:1 · schema public]\nExpected exactly these views")
                .contains("Expected schema other to exist")
                .doesNotContain("ContractDrift", "-- failure");
        Files.writeString(contract, "format: 1\nschema: public\nonly: [rows]\nrows: {orders: {count: 1}}\n");
        assertThat(drift(contract)).isEqualTo(2);
        assertThat(err.toString())
                .contains("demands nothing of the structure, which is what drift compares; say ./schemaproof contract");
        assertThat(drift(contract, "--privileges")).isEqualTo(2);
        assertThat(drift(contract, "--json", "a.json")).isEqualTo(2);
        assertThat(err.toString()).contains("A contract says itself what is compared");
    }

    @Test
    void what_cannot_be_compared_is_refused() throws IOException {
        assertThat(drift("nowhere.sql")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no dump nowhere.sql.");
        assertThat(drift("nowhere.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.yaml");
        assertThat(drift(file("broken.snapshot", "# x\nformat 99\n"))).isEqualTo(2);
        assertThat(err.toString()).contains("broken.snapshot");
        assertThat(drift("jdbc:mysql://root:secret@h/d")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Only a URL that begins with jdbc:postgresql:")
                .doesNotContain("secret");
        assertThat(drift(
                        file("ignore.sql", HEAD),
                        "--ignore",
                        file("list", "public.a\n").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("list:1: 'public.a' gives no reason.");
        Files.writeString(migrations.resolve("1_orders.up.sql"), "CREATE TABEL orders ();");
        assertThat(drift(file("schema.sql", HEAD))).isEqualTo(2);
        assertThat(err.toString()).contains("Migration 1 orders fails:", "syntax error at or near \"TABEL\"");
    }
}
