package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order, versions and refusals of the tools that have no test of their own here. */
class ReadAsMoreToolsTest {

    private static final String FORMATTED = "--liquibase formatted sql\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private Folder folder() {
        return new Folder(root);
    }

    @Test
    void sql_migrate_sorts_by_number_and_then_by_name_and_takes_every_file() {
        String half = "-- +migrate Up\nSELECT 1;\n";
        MigrationFolder folder = folder().file("10-c.sql", half)
                .file("9_b.sql", half)
                .file("9_a.sql", half)
                .file("last.sql", half)
                .file("sub/1_x.sql", half)
                .read();

        assertThat(Folder.ups(folder)).containsExactly("9_a.sql", "9_b.sql", "10-c.sql", "last.sql");
        assertThat(Folder.names(folder)).containsExactly("9_a", "9_b", "10 c", "last");
        assertThat(Folder.reason(folder, "sub/1_x.sql")).contains("where sql-migrate does not look");
    }

    @Test
    void sql_migrate_refuses_what_it_cannot_run() {
        Folder folder = folder().file("1_a.sql", "-- +migrate Up\nSELECT 1;\n");
        assertThat(folder.file("2_b.sql", "-- +migrate up\nSELECT 1;\n").error())
                .startsWith("2_b.sql line 2 has a statement before -- +migrate Up");
        assertThat(folder.file("2_b.sql", "-- +migrate up\n").error())
                .startsWith("2_b.sql has no line -- +migrate Up, and sql-migrate refuses it.");
        assertThat(folder.file("2_b.sql", "-- +migrate Down\nDROP TABLE a;\n").error())
                .startsWith("2_b.sql takes back a migration that does not exist: it has -- +migrate Down and no");
    }

    @Test
    void an_undo_of_nothing_is_refused() {
        assertThat(folder().file("1_a.sql", "CREATE TABLE a ();\n-- //@UNDO\nDROP TABLE a;\n")
                        .file("2_b.sql", "-- // b\n-- //@UNDO\nDROP TABLE IF EXISTS b;\n")
                        .error())
                .startsWith(
                        "2_b.sql takes back a migration that does not exist: there is no SQL above its -- //@UNDO.");
    }

    @Test
    void halves_that_come_again_are_joined_and_keep_their_lines() {
        Migration migration = folder().file(
                        "1_a.sql",
                        "-- +migrate Up\nSELECT 1;\n-- +migrate Down notransaction\nSELECT 2;\n-- +migrate Up\nSELECT 3;\n")
                .read()
                .migrations()
                .get(0);

        assertThat(migration.up().text()).isEqualTo("SELECT 1;\n\n\n\nSELECT 3;\n");
        assertThat(migration.up().firstLine()).isEqualTo(2);
        assertThat(migration.up().mode()).isEqualTo(ExecutionMode.STATEMENTS_IN_TRANSACTION);
        assertThat(migration.down().orElseThrow().firstLine()).isEqualTo(4);
        assertThat(migration.down().orElseThrow().mode()).isEqualTo(ExecutionMode.STATEMENTS);
    }

    @Test
    void sqlx_refuses_a_name_without_a_number() {
        assertThat(folder().files("1_a.sql", "old_b.sql").errorOf("sqlx"))
                .startsWith("old_b.sql has no number before its first underscore, and sqlx refuses the folder.");
        assertThat(Folder.names(new Folder(root.resolve("x"))
                        .files("10_b.sql", "9_a.up.sql", "9_a.down.sql", "notes.sql")
                        .read("sqlx")))
                .containsExactly("9 a", "10 b");
    }

    @Test
    void node_pg_migrate_sorts_moments_and_numbers_together() {
        String up = "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;\n";
        MigrationFolder folder = folder().file("20231114221320000_b.sql", up)
                .file("1700000000001_c.sql", up)
                .file("1699999999999_a.sql", up)
                .file("1700000000002_d.js", "")
                .read();

        assertThat(Folder.names(folder))
                .containsExactly("1699999999999 a", "20231114221320000 b", "1700000000001 c", "1700000000002 d");
        assertThat(folder.migrations().get(3).notRunnable()).contains("written in JavaScript");
        assertThat(folder().file("20239914221320000_x.sql", up).error())
                .startsWith("20239914221320000_x.sql begins with 17 digits");
    }

    @Test
    void node_pg_migrate_groups_an_up_with_its_down_and_refuses_one_without_it() {
        Folder folder = folder().file("package.json", "{\"dependencies\": {\"node-pg-migrate\": \"^8.0.0\"}}")
                .file("2_b.sql", "SELECT 2;")
                .file("1_a-b.up.sql", "SELECT 1;")
                .file("1_a-b.down.sql", "SELECT -1;");
        MigrationFolder read = folder.read();

        assertThat(read.convention()).isEqualTo("node-pg-migrate");
        assertThat(Folder.ups(read)).containsExactly("1_a-b.up.sql", "2_b.sql");
        assertThat(read.migrations().get(0).down().orElseThrow().text()).isEqualTo("SELECT -1;");
        assertThat(folder.file("3_c.down.sql", "SELECT 3;").errorOf("node-pg-migrate"))
                .startsWith("3_c.down.sql takes back a migration that does not exist: there is no 3_c.up.sql.");
    }

    @Test
    void node_pg_migrate_runs_the_whole_file_up_where_only_the_down_is_marked() {
        Folder folder = folder().file("1_a.sql", "SELECT 1;\n-- Down Migration\nSELECT 2;\n");
        Migration migration = folder.read("node-pg-migrate").migrations().get(0);
        assertThat(migration.up().text()).contains("SELECT 1;", "SELECT 2;");
        assertThat(migration.down().orElseThrow().text()).isEqualTo("SELECT 2;\n");

        assertThat(folder.file("1_a.sql", "SELECT 0;\n-- Up Migration\nSELECT 1;\n-- Down Migration\n")
                        .error())
                .startsWith("1_a.sql line 1 has a statement before -- Up Migration, which node-pg-migrate never runs.");
    }

    /** As Prisma's documentation has it for a database that was there before. */
    @Test
    void prisma_s_first_folder_may_be_named_after_no_moment() {
        Folder folder = folder().files("0_init/migration.sql", "add_users/migration.sql");
        assertThat(folder.error()).contains("follow no convention that is known");

        MigrationFolder read = folder.file("migration_lock.toml", "provider = \"postgresql\"\n")
                .read();
        assertThat(read.convention()).isEqualTo("prisma");
        assertThat(Folder.ups(read)).containsExactly("0_init/migration.sql", "add_users/migration.sql");
    }

    @Test
    void prisma_refuses_a_folder_without_its_file_and_other_databases() {
        Folder folder = folder().file("migration_lock.toml", "provider = \"postgresql\"\n")
                .files("20250101000000_a/migration.sql", "20250102000000_b/down.sql");
        assertThat(folder.error())
                .startsWith("The folder 20250102000000_b holds no migration.sql, and Prisma refuses to go on.");
        assertThat(folder.file("migration_lock.toml", "provider = \"mysql\"\n").error())
                .isEqualTo("migration_lock.toml says that these migrations are for mysql, not for PostgreSQL.");
    }

    @Test
    void atlas_compares_its_sum() {
        // As written by the tool's own method: a running SHA-256 over name and bytes.
        Folder folder = folder().file("1_a.sql", "SELECT 1;\n").file("2_b.sql", "SELECT 2;\n");
        String sums = "h1:ignored=\n1_a.sql h1:" + AtlasSums.of(root, "1_a.sql") + "\n2_b.sql h1:"
                + AtlasSums.of(root, "1_a.sql", "2_b.sql") + "\n";
        folder.file("atlas.sum", sums);
        assertThat(Folder.names(folder.read())).containsExactly("1 a", "2 b");

        assertThat(folder.file("2_b.sql", "SELECT 3;\n").error())
                .startsWith("atlas.sum does not agree with the files: 2_b.sql is not what it was.")
                .contains("atlas migrate hash");
        assertThat(folder.file("2_b.sql", "SELECT 2;\n").files("3_c.sql").error())
                .contains("3_c.sql is not in it");
        assertThat(folder().file("atlas.sum", sums + "4_d.sql h1:x=\n").error()).contains("4_d.sql is gone");
    }

    @Test
    void atlas_starts_from_the_last_checkpoint() {
        MigrationFolder folder = folder().files("1_a.sql")
                .file("2_b.sql", "-- atlas:checkpoint\n\nSELECT 2;\n")
                .files("3_c.sql")
                .read();
        assertThat(Folder.ups(folder)).containsExactly("2_b.sql", "3_c.sql");
        assertThat(Folder.reason(folder, "1_a.sql")).startsWith("replaced by the checkpoint 2_b.sql");
        assertThat(folder().file("3_c.sql", "-- atlas:txmode never\n\nSELECT 1;\n")
                        .error())
                .startsWith("3_c.sql has the directive -- atlas:txmode never, which Atlas refuses.");
        assertThat(folder().file("3_c.sql", "-- atlas:txtar\n\n-- down.sql --\nSELECT 1;\n")
                        .error())
                .contains("3_c.sql is marked -- atlas:txtar and has no part -- migration.sql --");
    }

    @Test
    void drizzle_follows_its_journal() {
        Folder folder = folder().file(
                        "meta/_journal.json",
                        "{\"entries\": [{\"idx\": 0, \"tag\": \"0001_b\"}, {\"tag\" : \"0000_a\"}]}")
                .files("0000_a.sql", "0001_b.sql", "0002_c.sql", "down/0003_d.sql");
        assertThat(Folder.names(folder.read())).containsExactly("0001 b", "0000 a");
        assertThat(Folder.reason(folder.read(), "0002_c.sql"))
                .isEqualTo("not in meta/_journal.json; Drizzle does not run it");
        assertThat(Folder.reason(folder.read(), "down/0003_d.sql"))
                .isEqualTo("no up has this name, so it takes back nothing");
        assertThat(folder.file("meta/_journal.json", "{\"entries\": [{\"tag\": \"0009_x\"}]}")
                        .error())
                .startsWith("meta/_journal.json lists 0009_x, and there is no 0009_x.sql");
        assertThat(folder.file("meta/_journal.json", "{\"dialect\": \"sqlite\", \"entries\": []}")
                        .error())
                .startsWith("meta/_journal.json says that these migrations are for sqlite");
        assertThat(folder.file("meta/_journal.json", "{\"entries\": [{\"tag\": \"0000_a\"}, {\"tag\": \"0000_a\"}]}")
                        .error())
                .startsWith("meta/_journal.json lists 0000_a twice.");
    }

    @Test
    void my_batis_sorts_by_number_and_refuses_other_names() {
        String half = "SELECT 1;\n-- //@UNDO\nSELECT 2;\n";
        Folder folder = folder().file("20250101000000_b.sql", half)
                .file("9_a.sql", half)
                .file("0010_x.sql", "-- // only up\nSELECT 1;\n")
                .file("bootstrap.sql", "SELECT 1;\n");
        assertThat(Folder.names(folder.read())).containsExactly("9 a", "0010 x", "20250101000000 b");
        assertThat(Folder.downs(folder.read())).containsExactly("9_a.sql", "-", "20250101000000_b.sql");
        assertThat(Folder.reason(folder.read(), "bootstrap.sql")).contains("name it with --before");
        assertThat(folder.file("notes.sql", half).error())
                .startsWith("notes.sql does not begin with a number, and MyBatis Migrations refuses the folder.");
    }

    @Test
    void popx_demands_a_down_and_takes_the_file_for_postgresql() {
        Folder folder = folder().files("1_a.up.sql", "1_a.postgres.up.sql", "1_a.down.sql", "1_a.sqlite3.up.sql")
                .files("sub/2_b.autocommit.up.sql", "sub/2_b.down.sql")
                .file("3_c.up.sql", "SELECT {{ .Parameters.x }};")
                .files("3_c.down.sql");
        MigrationFolder read = folder.read();
        assertThat(Folder.ups(read)).containsExactly("1_a.postgres.up.sql", "sub/2_b.autocommit.up.sql", "3_c.up.sql");
        assertThat(Folder.reason(read, "1_a.sqlite3.up.sql")).isEqualTo("for sqlite3, not PostgreSQL");
        assertThat(read.migrations().get(1).up().mode()).isEqualTo(ExecutionMode.WHOLE);
        assertThat(read.migrations().get(2).notRunnable())
                .hasValueSatisfying(reason -> assertThat(reason).contains("template"));
        assertThat(folder.files("4_d.up.sql").error())
                .startsWith("4_d.up.sql has no down of the same version, and popx refuses to start.");
    }

    @Test
    void refinery_reads_u_as_a_migration_and_refuses_a_number_twice() {
        Folder folder = folder().file("Cargo.toml", "[dependencies]\nrefinery = \"0.8\"\n")
                .files("V2__b.sql", "sub/U10__c.sql", "V1__a.sql", "V3__d.rs");
        assertThat(Folder.names(folder.read())).containsExactly("1 a", "2 b", "3 d", "10 c");
        assertThat(folder.read().migrations().get(2).notRunnable()).contains("written in Rust");
        assertThat(folder.files("U2__x.sql").error()).contains("Two migrations have the version 2");
        assertThat(new Folder(root.resolve("y")).files("V9999999999__x.sql").error())
                .startsWith("V9999999999__x.sql has the version 9999999999; refinery takes versions up to 2147483647.");
    }

    @Test
    void liquibase_reads_changesets_of_all_files_in_the_order_of_their_changelog() {
        Folder folder = folder().file("b.sql", FORMATTED + "--changeset me:1\nSELECT 1;\n--rollback not required\n")
                .file("c.sql", "SELECT 1;\n");
        folder.file(
                "a.sql",
                FORMATTED + "--changeset you:1 runOnChange:true\nSELECT 1;\n"
                        + "--changeset me:2 dbms:mysql,h2\nSELECT 2;\n--changeset me:3 ignore:true\nSELECT 3;\n"
                        + "--changeset me:x dbms:!h2\nSELECT 4;\n--rollback changesetId:1 changesetAuthor:you\n");
        MigrationFolder read = folder.read();

        assertThat(Folder.names(read)).containsExactly("you:1", "me:x", "me:1");
        assertThat(read.migrations().get(0).repeatable()).isTrue();
        assertThat(read.migrations().get(1).down().orElseThrow().text()).contains("SELECT 1;");
        assertThat(read.migrations().get(2).down().orElseThrow().text()).contains("--            not required");
        assertThat(Folder.reason(read, "a.sql line 4")).isEqualTo("for mysql,h2, not PostgreSQL");
        assertThat(Folder.reason(read, "a.sql line 6")).isEqualTo("ignore:true");
        assertThat(Folder.reason(read, "c.sql")).isEqualTo("does not begin with --liquibase formatted sql");

        folder.file(
                "master.xml",
                "<databaseChangeLog>\n<include file=\"db/b.sql\"/>\n<include file=\"a.sql\"/>\n</databaseChangeLog>\n");
        assertThat(Folder.names(folder.read())).containsExactly("me:1", "you:1", "me:x");
        folder.file("z/sub/d.sql", FORMATTED + "--changeset me:d\nSELECT 1;\n")
                .file(
                        "master.xml",
                        "<databaseChangeLog><includeAll path=\"db/z\"/><include file=\"./a.sql\"/></databaseChangeLog>");
        assertThat(Folder.names(folder.read())).containsExactly("me:d", "you:1", "me:x");
        assertThat(Folder.reason(folder.read(), "b.sql")).startsWith("no changelog includes it");
        folder.file("master.xml", "<databaseChangeLog><changeSet id=\"1\"/></databaseChangeLog>");
        assertThat(folder.error()).startsWith("master.xml holds changesets itself; only those in formatted SQL");
        folder.file("master.xml", "<databaseChangeLog><include file=\"gone.sql\"/></databaseChangeLog>");
        assertThat(folder.error()).startsWith("master.xml includes gone.sql, where there is no SQL in the folder");
    }

    @Test
    void liquibase_includes_the_file_that_a_changelog_means_and_not_one_of_the_same_name() {
        MigrationFolder read = folder().file("v1/a.sql", FORMATTED + "--changeset me:1\nSELECT ${one};\n")
                .file("v2/a.sql", FORMATTED + "--changeset me:1\nSELECT ${one};\n")
                .file("b.sql", FORMATTED + "--changeset me:b\nSELECT 1;\n")
                .file("v2/deep/z.sql", FORMATTED + "--changeset me:z\nSELECT 1;\n")
                .file(
                        "v2/log.yaml",
                        "databaseChangeLog:\n  # - include: {file: gone.sql}\n"
                                + "  - property: {name: one, value: 1, dbms: postgresql}\n"
                                + "  - include:\n      relativeToChangelogFile: true\n      file: a.sql\n"
                                + "  - include: {file: ../b.sql, relativeToChangelogFile: true}\n"
                                + "  - includeAll: {path: deep, relativeToChangelogFile: true}\n")
                .file(
                        "master.xml",
                        "<databaseChangeLog><!-- <include file=\"old.sql\"/> -->\n<property file=\"x.properties\"/>\n"
                                + "<property name=\"one\" value=\"11\" dbms=\"oracle\"/>\n"
                                + "<include file=\"v2/log.yaml\"/><include file=\"v1/a.sql\"/></databaseChangeLog>")
                .read();

        assertThat(Folder.ups(read)).containsExactly("v2/a.sql", "b.sql", "v2/deep/z.sql", "v1/a.sql");
        assertThat(Folder.names(read)).containsExactly("me:1 v2/a.sql", "me:b", "me:z", "me:1 v1/a.sql");
        assertThat(read.migrations().get(0).up().text()).contains("SELECT 1;");
    }

    @Test
    void liquibase_takes_a_property_for_the_database_that_it_names() {
        MigrationFolder read = folder().file(
                        "a.sql",
                        FORMATTED
                                + "--property name:t value:clob dbms:oracle,h2\n--property name:t value:text dbms:postgresql\n"
                                + "--property name:mine value:a global:false\n--changeset me:1\nSELECT ${t} ${mine};\n")
                .file("b.sql", FORMATTED + "--changeset me:2\nSELECT ${t} ${mine};\n")
                .read();

        assertThat(read.migrations().get(0).up().text()).contains("SELECT text a;");
        assertThat(read.migrations().get(1).up().text()).contains("SELECT text ${mine};");
    }

    @Test
    void liquibase_refuses_with_the_line() {
        assertThat(folder().file("a.sql", FORMATTED + "--changeset one\nSELECT 1;\n")
                        .error())
                .startsWith("a.sql line 2 is no valid changeset line. Write --changeset author:id.");
        assertThat(folder().file("a.sql", FORMATTED + "SELECT 1;\n--changeset me:1\nSELECT 1;\n")
                        .error())
                .startsWith("a.sql line 2 has a statement before the first --changeset");
        assertThat(folder().file(
                                "a.sql",
                                FORMATTED + "--changeset me:1\n--comment x\n--changeset me:2\n-- nothing yet\n")
                        .error())
                .startsWith("a.sql line 2 begins a changeset without SQL.");
        assertThat(folder().file("a.sql", FORMATTED + "--changeset me:1\nSELECT 1;\n\n--changeset me:1\nSELECT 2;\n")
                        .error())
                .startsWith("a.sql line 5 has the changeset me:1, which line 2 already has");
        assertThat(folder().file("a.sql", FORMATTED + "--changeset me:1\nSELECT 1;\n-rollback DROP\n")
                        .error())
                .startsWith("a.sql line 4 begins with one dash.");
        assertThat(folder().file("a.sql", FORMATTED + "--changeset me:1\nSELECT 1;\n/* liquibase rollback\nx\n")
                        .error())
                .startsWith("a.sql line 4 begins a rollback that is never closed.");
        assertThat(folder().file(
                                "a.sql",
                                FORMATTED
                                        + "--changeset me:1\nSELECT 1;\n--rollback changesetId:7 changesetAuthor:me\n")
                        .error())
                .startsWith("a.sql line 2 is rolled back by a changeset that does not exist: changesetId:7");
        assertThat(folder().file("a.sql", FORMATTED + "--ignoreLines:some\n").error())
                .startsWith("a.sql line 2 says ignoreLines:some.");
    }

    @Test
    void liquibase_leaves_out_lines_that_are_to_be_ignored() {
        Migration migration = folder().file(
                        "a.sql",
                        FORMATTED
                                + "--changeset me:1\nSELECT 1;\n--ignoreLines:start\nnonsense\n--ignoreLines:end\nSELECT 2;\n"
                                + "--ignoreLines:1\nnonsense\nSELECT 3;\n")
                .read()
                .migrations()
                .get(0);
        assertThat(migration.up().text()).isEqualTo("--changeset me:1\nSELECT 1;\n\n\n\nSELECT 2;\n\n\nSELECT 3;\n");
    }

    @Test
    void sqitch_refuses_with_the_line_of_the_plan() {
        String head = "%syntax-version=1.0.0\n%project=shop\n";
        String who = " 2026-01-01T00:00:00Z X <x@example.org>\n";
        Folder folder = folder().files("deploy/a.sql", "deploy/b.sql", "verify/c.sql");
        assertThat(folder.file("sqitch.plan", head + "b [a]" + who + "a" + who).error())
                .startsWith("sqitch.plan line 3 has the change b, which needs a, and that is not planned before it.");
        assertThat(folder.file("sqitch.plan", head + "a" + who + "b [!a]" + who).error())
                .startsWith("sqitch.plan line 4 has the change b, which conflicts with a");
        assertThat(folder.file("sqitch.plan", head + "a" + who + "a" + who).error())
                .startsWith(
                        "sqitch.plan line 4 has the change a, which line 3 already has. Sqitch takes a change again only");
        assertThat(folder.file("sqitch.plan", head + "a" + who + "@v1" + who + "@v1" + who)
                        .error())
                .startsWith("sqitch.plan line 5 has the tag @v1, which line 4 already has.");
        assertThat(folder.file("sqitch.plan", head + "c" + who).error())
                .startsWith("sqitch.plan line 3 has the change c, and there is no deploy/c.sql.");
        assertThat(folder.file("sqitch.plan", head + "a" + who + "@v1" + who + "a [a@v1]" + who)
                        .error())
                .startsWith("sqitch.plan line 3 has the change a, and there is no deploy/a@v1.sql.");
        assertThat(folder.file("sqitch.plan", "a" + who).error()).startsWith("sqitch.plan has no line %project=name");
        assertThat(folder.file("sqitch.plan", head + "-a" + who).error())
                .startsWith("sqitch.plan line 3 plans to revert a.");
        folder.file("sqitch.plan", head + "a" + who + "b [a]" + who);
        assertThat(Folder.reason(folder.read(), "verify/c.sql"))
                .isEqualTo("no change of sqitch.plan has this script; Sqitch does not run it");
        assertThat(folder.file("sqitch.conf", "[core]\n\tengine = mysql\n").error())
                .startsWith("sqitch.conf says that these changes are for the engine mysql");
        folder.file("sqitch.conf", "[core]\n\tengine = pg\n\ttop_dir = db ; here\n\textension = ddl\n")
                .file("db/sqitch.plan", head + "x/y" + who)
                .files("db/deploy/x/y.ddl", "db/revert/x/y.ddl");
        assertThat(Folder.downs(folder.read())).containsExactly("db/revert/x/y.ddl");
    }

    @Test
    void supabase_takes_what_is_named_after_a_number() {
        Folder folder = new Folder(root.resolve("supabase/migrations"))
                .files("20250102000000_b.sql", "20250101000000_a.sql", "seed.sql", "down/20250103000000_x.sql");
        MigrationFolder read = folder.read();
        assertThat(read.convention()).isEqualTo("supabase");
        assertThat(Folder.names(read)).containsExactly("20250101000000 a", "20250102000000 b");
        assertThat(Folder.reason(read, "seed.sql")).contains("Supabase skips it");
        assertThat(Folder.reason(read, "down/20250103000000_x.sql")).isEqualTo(DownFolder.orphan());
    }
}
