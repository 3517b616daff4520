package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCommandTest {

    private static final String BOOKSHOP = "../fixtures/src/main/resources/examples/bookshop";

    private static TestDatabase database;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void create() throws SQLException {
        database = ForeignDatabase.of("""
                CREATE SCHEMA shop;
                CREATE TYPE shop.state AS ENUM ('new', 'paid');
                CREATE FUNCTION shop.positive(numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 >= 0';
                CREATE TABLE shop.orders (
                    id int PRIMARY KEY,
                    state shop.state NOT NULL DEFAULT 'new',
                    total numeric(10, 2) DEFAULT 1 + 1 CHECK (shop.positive(total)),
                    at timestamptz DEFAULT now());
                CREATE VIEW shop.open_orders AS SELECT id, total FROM shop.orders WHERE state = 'new' AND total > 10;
                INSERT INTO shop.orders VALUES (1, 'new', 5), (2, 'paid', 7);
                CREATE ROLE nobody_else;
                ALTER TABLE shop.orders OWNER TO nobody_else;""");
        ForeignDatabase.execute(
                database, "ALTER DATABASE " + database.settings().database() + " SET search_path = shop, public");
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String contract(String text) throws IOException {
        return Files.writeString(folder.resolve("schema.yaml"), text).toString();
    }

    @Test
    void a_database_keeps_what_was_written_by_hand_and_is_not_changed() throws IOException {
        String file = contract("""
                format: 1
                schema: shop
                unlisted: passes
                tables:
                  orders:
                    columns:
                      id: {type: int, not_null: true}
                      state: {type: state, not_null: true, default: "'new'"}
                      total: {type: 'numeric(10, 2)', default: 1 + 1}
                      at: {type: timestamptz, default: current_timestamp}
                    primary_key: [id]
                    checks: [positive(total)]
                rows:
                  orders:
                    count: 2
                    checks: [total > 1]
                queries:
                  by_key:
                    sql: SELECT state FROM orders WHERE id = ?
                    parameters: [2]
                    returns: {rows: [paid]}
                    plan: {can_use_index: orders_pkey, rows_read_at_most: 2}
                    time: 60 s
                """);
        Catalog before = Schema.of(database.dataSource()).catalog();

        int code = run("contract", file, "--against", ForeignDatabase.url(database));

        // now() and current_timestamp are stored as different expressions.
        assertThat(out.toString())
                .contains("[" + file + ":10:7 · column shop.orders.at]")
                .contains("expected: CURRENT_TIMESTAMP", "but was : now()")
                .contains("7 checks of " + file + ": 6 passed, 1 violated, in ");
        assertThat(code).as(err.toString()).isOne();
        assertThat(run(
                        "contract",
                        contract(Files.readString(Path.of(file)).replace("current_timestamp", "now()")),
                        "--against",
                        ForeignDatabase.url(database)))
                .as(out.toString())
                .isZero();
        assertThat(out.toString())
                .contains(file + " against database jdbc:postgresql://")
                .contains(", on PostgreSQL ")
                .contains("7 checks of " + file + ": 7 passed, in ")
                .doesNotContain(database.settings().password() + "@");
        assertThat(Schema.of(database.dataSource()).catalog()).isEqualTo(before);
    }

    @Test
    void what_whoever_connects_may_not_look_at_is_inconclusive_and_the_rest_is_checked()
            throws IOException, SQLException {
        String file = contract("""
                format: 1
                schema: shop
                unlisted: passes
                tables:
                  orders:
                    unlisted: passes
                    primary_key: [id]
                functions:
                  positive(numeric): {returns: boolean, language: sql, volatility: immutable}
                rows:
                  orders: {count: 2}
                queries:
                  all:
                    sql: SELECT id FROM shop.orders
                    returns: {count: 2}
                """);
        ForeignDatabase.execute(
                database,
                "CREATE ROLE looks_on LOGIN PASSWORD '" + database.settings().password() + "'");
        String url = ForeignDatabase.url(database)
                .replace("user=" + database.settings().user(), "user=looks_on");

        try {
            assertThat(run("contract", file, "--against", url))
                    .as(err.toString())
                    .isOne();
            assertThat(out.toString())
                    .contains("INCONCLUSIVE  function shop.positive(numeric)\n  [" + file + ":9:3 · schema shop]\n"
                            + "  Expected a role that may look at the schema\n"
                            + "    The server refused an assertion's query: ERROR: permission denied for schema shop")
                    .contains("INCONCLUSIVE  the number of rows of shop.orders\n  [" + file + ":11:12 · schema shop]\n"
                            + "  Expected a role that may look at the rows\n")
                    .contains("INCONCLUSIVE  query all: what it returns")
                    .contains(
                            "6 checks of " + file + ": 3 passed, 3 inconclusive; what is inconclusive has not passed");
            ForeignDatabase.execute(
                    database, "GRANT USAGE ON SCHEMA shop TO looks_on; GRANT SELECT ON shop.orders TO looks_on");
            assertThat(run("contract", file, "--against", url))
                    .as(out.toString())
                    .isZero();
        } finally {
            ForeignDatabase.execute(database, "DROP OWNED BY looks_on; DROP ROLE looks_on");
        }
    }

    @Test
    void a_url_of_libpq_is_taken_for_no_folder_and_its_password_is_not_shown() throws IOException {
        String file = contract("format: 1\nschema: shop\n");
        String url = "postgres://me:hidden@localhost/shop";

        assertThat(run("contract", file, "--against", url)).isEqualTo(2);
        assertThat(err.toString())
                .contains("Only a URL that begins with jdbc:postgresql: can be held against a contract (--against).");
        assertThat(run("verify", url)).isEqualTo(2);
        assertThat(run("verify", BOOKSHOP, "--database", url)).isEqualTo(2);
        assertThat(err.toString())
                .contains("DIR takes a folder or a file, and postgres://localhost/shop is a database.")
                .contains(
                        "The URL postgres://localhost/shop is not understood. Write jdbc:postgresql://HOST:PORT/DATABASE"
                                + "?user=NAME")
                .doesNotContain("hidden");
    }

    @Test
    void keywords_of_a_connection_are_taken_for_no_folder_and_their_password_is_not_shown() throws IOException {
        String file = contract("format: 1\nschema: shop\n");
        String keywords = "host=localhost dbname=shop user=me password=hidden";

        assertThat(run("contract", file, "--against", keywords)).isEqualTo(2);
        assertThat(run("describe", keywords)).isEqualTo(2);
        assertThat(run("verify", BOOKSHOP, "--database", keywords)).isEqualTo(2);
        assertThat(run("verify", BOOKSHOP, "--database=" + keywords)).isEqualTo(2);
        assertThat(run("verify", keywords)).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "can be held against a contract (--against). Write jdbc:postgresql://localhost/shop?user=NAME, and keep"
                                + " the password in ~/.pgpass.")
                .contains("The URL jdbc:postgresql://localhost/shop is not understood.")
                .contains("DIR takes a folder or a file, and jdbc:postgresql://localhost/shop is a database.")
                .doesNotContain("hidden");
    }

    @Test
    void what_a_view_calls_its_tables_makes_no_difference_in_a_database_that_is_only_read() throws IOException {
        String text = """
                format: 1
                schema: shop
                unlisted: passes
                views:
                  open_orders: SELECT o.id, o.total FROM orders o WHERE o.state IN ('new') AND o.total > 10
                """;
        String url = ForeignDatabase.url(database);

        assertThat(run("contract", contract(text), "--against", url))
                .as(out.toString())
                .isZero();
        assertThat(run("contract", contract(text.replace("> 10", "> 11")), "--against", url))
                .isOne();
        assertThat(out.toString())
                .contains("VIOLATED  view shop.open_orders")
                .contains("Expected the query to be the one given")
                .contains("total > (11)::numeric)");
        assertThat(run("contract", contract(text.replace("o.id, o.total", "o.total, o.id")), "--against", url))
                .isOne();
    }

    @Test
    void what_cannot_be_asked_of_a_database_that_is_only_read_is_inconclusive() throws IOException {
        String file = contract("""
                format: 1
                schema: shop
                unlisted: passes
                tables:
                  orders:
                    ignore: [columns]
                    primary_key: [id]
                    checks: [negative(total)]
                """);

        assertThat(run("contract", file, "--against", ForeignDatabase.url(database)))
                .isOne();
        assertThat(out.toString())
                .contains("INCONCLUSIVE  table shop.orders\n  [" + file + ":8:14 · table shop.orders]")
                .contains(
                        "The database is only read, and on a copy of its structure the expected condition negative(total)"
                                + " is not valid: ERROR: function negative(numeric) does not exist")
                .contains("2 checks of " + file + ": 1 passed, 1 inconclusive; what is inconclusive has not passed");
    }

    @Test
    void what_was_described_is_kept() {
        String file = folder.resolve("described.yaml").toString();
        String url = ForeignDatabase.url(database);

        assertThat(run("describe", url, "--counts", "--output", file))
                .as(err.toString())
                .isZero();
        assertThat(run("contract", file, "--against", url)).as(out.toString()).isZero();
    }

    @Test
    void a_folder_is_applied_with_seeds_and_what_is_missed_is_told_in_all_forms() throws IOException {
        Path seed = Files.createDirectory(folder.resolve("seed"));
        Files.writeString(seed.resolve("0001.after.sql"), "INSERT INTO authors (name) VALUES ('Ada'), ('Bob');");
        String file = contract("""
                format: 1
                schema: public
                only: [rows]
                rows:
                  authors:
                    count: 3
                    checks: ["name <> ''"]
                  books:
                    checks: [price > 0]
                """);
        Path json = folder.resolve("out.json");
        Path markdown = folder.resolve("out.md");

        int code = run(
                "contract",
                file,
                "--against",
                BOOKSHOP,
                "--seed",
                seed.toString(),
                "--json",
                json.toString(),
                "--markdown",
                markdown.toString());

        assertThat(code).as(err.toString()).isOne();
        assertThat(out.toString())
                .startsWith(file + " against the migrations in " + BOOKSHOP)
                .containsSubsequence(
                        "VIOLATED  the number of rows of public.authors\n  [" + file + ":6:5 · rows of public.authors]",
                        "INCONCLUSIVE  rows of public.books: all satisfy price > 0\n  [" + file + ":9:14",
                        "3 checks of " + file
                                + ": 1 passed, 1 violated, 1 inconclusive; what is inconclusive has not passed");
        assertThat(json)
                .content()
                .contains("\"check\": \"the number of rows of public.authors\"", "\"verdict\": \"violated\"")
                .contains("\"line\": 6,", "\"inconclusive\": 1,", "\"ok\": false,");
        assertThat(markdown)
                .content()
                .startsWith("## Schemaproof: contract not kept\n")
                .contains("| violated | the number of rows of public.authors | 6 |")
                .contains("Expected the number of rows to be 3");
    }

    @Test
    void a_file_that_is_no_contract_is_bad_input() throws IOException {
        assertThat(run("contract", contract("format: 1\nschema: a\ntabels: {}\n"), "--against", BOOKSHOP))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("schema.yaml:3:1: unknown key \"tabels\"", "did you mean tables?")
                .hasLineCount(1);
        assertThat(run("contract", folder.resolve("none.yaml").toString(), "--against", BOOKSHOP))
                .isEqualTo(2);
        assertThat(err.toString()).contains("There is no contract ", "none.yaml.");
        assertThat(run("contract", contract("format: 1\nschema: a\n"))).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required option: '--against=DIR|JDBC-URL'");
    }

    @Test
    void a_migration_that_fails_is_told() throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("1_a.up.sql"), "CREATE TABLE a (id int);\nCREATE TABLE a (id int);");

        assertThat(run("contract", contract("format: 1\nschema: public\n"), "--against", migrations.toString()))
                .isOne();
        assertThat(err.toString()).contains("Migration 1", " fails:\n", "relation \"a\" already exists");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void what_goes_wrong_with_a_database_shows_no_secret() throws IOException {
        String file = contract("format: 1\nschema: public\n");

        assertThat(run("contract", file, "--against", "jdbc:postgresql://joe:s3cret@127.0.0.1:1/nowhere"))
                .isEqualTo(3);
        assertThat(run("contract", file, "--against", "jdbc:mysql://h/d?password=s3cret"))
                .isEqualTo(2);
        assertThat(run("contract", file, "--against", "jdbc:postgresql://h/d", "--pg", "17"))
                .isEqualTo(2);
        assertThat(run("contract", file, "--against", "jdbc:postgresql://h/d", "--seed", "x"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Cannot connect to jdbc:postgresql://127.0.0.1:1/nowhere: ")
                .contains("--pg says how migrations run, but a database is checked, which is only read.")
                .contains("--seed says how migrations run")
                .doesNotContain("s3cret");
    }

    @Test
    void help_names_every_option_and_the_exit_codes() {
        assertThat(run("contract", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        "FILE",
                        "--against",
                        "--seed",
                        "--format",
                        "--database",
                        "--pg",
                        "--before",
                        "--json",
                        "--markdown")
                .contains(
                        "Exit codes: 0 kept, 1 something is violated, inconclusive, or a migration fails, 2 bad usage or"
                                + " input, 3 no database, 4 a defect of Schemaproof.");
    }
}
