package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a server of somebody else. */
class ExternalServerTest {

    private static final String USER = "launcher_ci";
    private static final String PASSWORD = "Kj5-kept~secret";

    /** Of its own, because roles are made on it. It is stopped after our databases on it are gone, when the JVM ends. */
    private static final DatabaseServer SERVER = Databases.start(ServerRequest.from(Configuration.ofSystem()));

    private static String url = "";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeUser() throws SQLException {
        execute("CREATE ROLE " + USER + " LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
        url = SERVER.connection("postgres").jdbcUrl() + "?user=" + USER + "&password=" + PASSWORD;
    }

    private Path migrations(String up, String down) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("1_orders.up.sql"), up);
        Files.writeString(migrations.resolve("1_orders.down.sql"), down);
        return migrations;
    }

    private int run(String... arguments) {
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void no_output_holds_the_password_whatever_comes_of_it() throws IOException {
        Path migrations = migrations(
                "CREATE TABLE orders (id int PRIMARY KEY, note text);\nINSERT INTO nowhere VALUES (1);",
                "DROP TABLE orders;");
        Path reports = Files.createDirectories(folder.resolve("reports"));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        List<Integer> codes = new ArrayList<>();
        try (PrintStream watched = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            System.setErr(watched);
            codes.add(run(
                    "verify",
                    migrations.toString(),
                    "--database",
                    url,
                    "--rows",
                    "10",
                    "--json",
                    reports.resolve("a.json").toString(),
                    "--sarif",
                    reports.resolve("a.sarif").toString(),
                    "--markdown",
                    reports.resolve("a.md").toString(),
                    "--html",
                    reports.resolve("a.html").toString(),
                    "--allure",
                    reports.resolve("allure").toString()));
            codes.add(run("verify", migrations.toString(), "--database=" + url, "--no-such-option"));
            codes.add(run("verify", migrations.toString(), "--databas=" + url));
            codes.add(run("verify", migrations.toString(), "--database", url.replace(USER, "nobody_such")));
            codes.add(run("verify", migrations.toString(), "--database", url + "&options=-c"));
            codes.add(run("verify", migrations.toString(), "--database", url, "--pg", "99"));
        } finally {
            System.setErr(usual);
        }

        assertThat(codes).as(err.toString()).containsExactly(1, 2, 2, 3, 3, 2);
        assertThat(out.toString()).contains("(external)", "relation \"nowhere\" does not exist");
        assertThat(err.toString()).contains("cannot be used as user nobody_such", "sets options, on which");
        try (Stream<Path> files = Files.walk(reports)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).hasSizeGreaterThan(3);
            for (Path file : written) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(PASSWORD);
            }
        }
        assertThat(out + "" + err + log.toString(StandardCharsets.UTF_8)).doesNotContain(PASSWORD);
    }

    @Test
    void a_migration_that_makes_a_role_is_refused_unless_it_is_allowed() throws IOException, SQLException {
        Path migrations = migrations("""
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'launcher_made') THEN
                    CREATE ROLE launcher_made;
                  END IF;
                END $$;
                CREATE TABLE orders (id int PRIMARY KEY);
                GRANT SELECT ON orders TO launcher_made;
                """, "DROP TABLE orders;");

        assertThat(run("verify", migrations.toString(), "--database", url)).isEqualTo(2);
        assertThat(err.toString())
                .contains("1_orders.up.sql:1 reaches beyond its database, on a server that is somebody else's:"
                        + " CREATE ROLE launcher_made")
                .contains("It was not sent")
                .contains("--allow-cluster-changes");

        execute("ALTER ROLE " + USER + " CREATEROLE");
        try {
            String[] allowed = {"verify", migrations.toString(), "--database", url, "--allow-cluster-changes"};
            assertThat(run(allowed)).isEqualTo(2);
            assertThat(err.toString())
                    .contains(
                            "What all databases of a server share, such as roles, was changed on one that is somebody else's")
                    .contains("Have it made there beforehand");

            // It has stayed, and now the migration finds it.
            assertThat(run(allowed)).as(out.toString() + err).isZero();
            assertThat(out.toString()).contains("1 migration: 1 ok");
        } finally {
            execute("ALTER ROLE " + USER + " NOCREATEROLE");
        }
    }

    @Test
    void what_cannot_be_checked_without_a_superuser_is_inconclusive_and_says_why() throws IOException {
        Path migrations = migrations("""
                CREATE TABLE customers (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, note text);
                CREATE TABLE lines (id int PRIMARY KEY, "order" int NOT NULL REFERENCES orders);
                """, "DROP TABLE lines; DROP TABLE orders; DROP TABLE customers;");
        Files.writeString(migrations.resolve("2_note.up.sql"), "ALTER TABLE orders ALTER note SET NOT NULL;");
        Files.writeString(migrations.resolve("2_note.down.sql"), "ALTER TABLE orders ALTER note DROP NOT NULL;");

        assertThat(run("verify", migrations.toString(), "--database", url, "--checks", "roundtrip,data,determinism"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("2 migrations: 2 inconclusive")
                .contains("determinism.not-checked")
                .contains("on a server of somebody else no role is made for that")
                .contains("data.not-checked")
                .contains("rows have to be set aside without triggers and foreign keys noticing, and user " + USER
                        + " may not: session_replication_role takes a superuser")
                .doesNotContain("data.up-fails");
    }

    @Test
    void locks_are_seen_there_and_all_leaves_out_what_takes_another_user() throws IOException {
        Path migrations = migrations("CREATE TABLE orders (id int PRIMARY KEY);", "DROP TABLE orders;");

        assertThat(run("verify", migrations.toString(), "--database", url, "--checks", "roundtrip,safety"))
                .as(out.toString() + err)
                .isZero();
        assertThat(out.toString()).contains("1 migration: 1 ok");

        AskedChecks all = AskedChecks.all(
                List.of("roundtrip", "determinism"),
                Configuration.of(Map.of(ConfigurationParameters.DATABASE, url)),
                true);
        assertThat(all.checks()).containsExactly("roundtrip");
        assertThat(all.notRun())
                .contains(
                        "Not run: determinism, because it is tried as another user, and on a server of somebody else no"
                                + " role is made for that.");
    }

    /** Only a superuser may set what these asked for at first, or hide an index from the planner. */
    @Test
    void what_takes_no_superuser_is_checked_without_one() throws IOException {
        Path migrations = migrations(
                "CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, qty text NOT NULL);"
                        + " CREATE INDEX posts_user ON posts (user_id);",
                "DROP TABLE posts, users;");
        Files.writeString(
                migrations.resolve("2_guard.up.sql"),
                "ALTER TABLE posts ADD quantity int; UPDATE posts SET quantity = qty::int;\n"
                        + "CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
                        + "CREATE TRIGGER guard BEFORE DELETE ON posts FOR EACH ROW EXECUTE FUNCTION guard();");
        Files.writeString(
                migrations.resolve("2_guard.down.sql"),
                "DROP TRIGGER guard ON posts; DROP FUNCTION guard(); ALTER TABLE posts DROP quantity;");

        run("verify", migrations.toString(), "--database", url, "--checks", "data,safety", "--rows", "20");

        assertThat(out.toString())
                .contains(
                        "safety.foreign-key-type",
                        "The up takes for granted that each text in public.posts.qty is one that it can read, such as '17'.",
                        "After the up each DELETE of public.posts reports success and deletes nothing: trigger guard")
                .doesNotContain("not-checked", "up-fails", "safety.foreign-key-without-index");
        assertThat(err.toString()).doesNotContain("defect");
    }

    private static void execute(String sql) throws SQLException {
        ConnectionSettings settings = SERVER.connection("postgres");
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
