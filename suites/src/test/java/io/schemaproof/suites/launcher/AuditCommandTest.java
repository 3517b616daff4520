package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int audit(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "audit";
        arguments[1] = folder.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** The files of the page docs/audit.md. */
    private void writeExample() throws IOException {
        file("schemaproof.list", "003-rag.sql\n003-maintenance.sql\nadd-tenants.sql\n");
        file("003-rag.sql", "CREATE EXTENSION vector;\nCREATE TABLE chunks (id int, embedding vector(3));\n");
        file("003-maintenance.sql", """
                CREATE TABLE jobs (id int, tenant_id int REFERENCES tenants);
                CREATE TABLE parts (id int);
                CREATE INDEX ON jobs (tenant_id);
                """);
        file("add-tenants.sql", "CREATE TABLE tenants (id int PRIMARY KEY);\n");
    }

    @Test
    void the_example_says_what_became_of_each_file_and_why() throws IOException {
        writeExample();
        Path json = folder.resolve("out/audit.json");

        // The image of a container may have the extension.
        assertThat(audit("--json", json.toString(), "--database", "embedded"))
                .as(err.toString())
                .isEqualTo(1);

        assertThat(out.toString())
                .contains("before: tables 0, views 0, indexes 0, functions 0, extensions 1 with functions ")
                .startsWith("Auditing 3 files in " + folder + " (list)\nPostgreSQL ")
                .contains(
                        "FAILED  003-rag.sql\n",
                        "  cause: The server does not have the extension; no order brings it.\n",
                        "PARTIAL  003-maintenance.sql\n",
                        "  cause: relation tenants is made later, by add-tenants.sql.\n",
                        "partial       003-maintenance.sql           3       2  1 table\n",
                        "No order works: what the server says of 003-rag.sql:1 has nothing to do with what other files make."
                                + " An order with few failures, as it was run:\n  1. add-tenants.sql\n"
                                + "  2. 003-maintenance.sql\n  3. 003-rag.sql\nStatements that fail in this order too:\n",
                        "3 files: 1 success, 1 partial, 1 failed; 4 statements failed, 2 of them for a reason of their own, in ");
        assertThat(Files.readString(json))
                .contains(
                        "\"status\": \"partial\"",
                        "\"sqlState\": \"42P01\"",
                        "\"kind\": \"missing-object\"",
                        "\"object\": \"relation tenants\"",
                        "\"madeBy\": \"add-tenants.sql\"",
                        "\"consequenceOf\": \"003-maintenance.sql:1\"",
                        "\"outcome\": \"none\"",
                        "\"passed\": false")
                .endsWith("}\n");
    }

    @Test
    void files_that_work_pass() throws IOException {
        file("1_a.sql", "CREATE TABLE a (id int);");

        assertThat(audit()).isZero();
        assertThat(out.toString()).contains("The given order works.", "1 file: 1 success, in ");
    }

    @Test
    void what_cannot_be_read_is_bad_usage() throws IOException {
        assertThat(audit()).isEqualTo(2);
        file("1_a.sql", "SELECT 1;");
        assertThat(audit("--runs", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("A number of runs is at least 0 (--runs), not -1.");
        assertThat(audit("--shard", "1/2")).isEqualTo(2);
        assertThat(err.toString())
                .contains("An audit is not divided (--shard): what becomes of a file hangs on all files before it");
    }

    @Test
    void files_are_run_on_what_a_dump_holds() throws IOException {
        file("schemaproof.list", "old.sql\nnew.sql\n");
        file("old.sql", "CREATE TABLE customers (id int PRIMARY KEY);\n");
        file("new.sql", "CREATE TABLE orders (customer int REFERENCES customers);\n");
        Path dump = Files.writeString(
                folder.resolve("production.dump"), "CREATE TABLE public.customers (id int PRIMARY KEY);\n");

        assertThat(audit("--start", dump.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "Begins with dump " + dump + ", taken to hold what comes before old.",
                        "  cause: relation customers was there before the first file.\n",
                        "before: tables 1,");

        assertThat(audit("--start", dump.toString(), "--from", "new"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains(
                        "Begins with dump " + dump + ", taken to hold what comes before new.",
                        "1 file: 1 success, in ");
        assertThat(audit("--from", "new")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "Which files to leave out is a matter of what the databases begin with: --from new needs --start.");
    }

    @Test
    void what_a_tool_s_table_says_is_not_run_again() throws IOException {
        file("1_a.up.sql", "CREATE TABLE a (id int);");
        file("2_b.up.sql", "CREATE TABLE b (id int);");
        Path dump = Files.writeString(
                folder.resolve("production.dump"),
                "CREATE TABLE public.a (id int);\nCREATE TABLE public.schema_migrations (version bigint PRIMARY KEY, dirty boolean);\n"
                        + "INSERT INTO public.schema_migrations VALUES (1, false);\n");

        assertThat(audit("--start", dump.toString())).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains(
                        "Begins with dump " + dump
                                + ", which holds 1 of 2 migrations (schema_migrations); the next is 2.",
                        "1 file: 1 success, in ");
    }
}
