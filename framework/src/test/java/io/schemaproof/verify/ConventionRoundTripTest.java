package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history of each tool on a real server: one migration that can be taken back, and one that leaves something behind. */
class ConventionRoundTripTest {

    private static final String TABLE = "CREATE TABLE a (id int PRIMARY KEY);\n";
    private static final String NO_TABLE = "DROP TABLE a;\n";
    private static final String COLUMNS = "ALTER TABLE a ADD COLUMN b int;\nALTER TABLE a ADD COLUMN c int;\n";
    private static final String ONE_COLUMN = "ALTER TABLE a DROP COLUMN b;\n";

    @TempDir
    private Path root;

    private MigrationsOnDisk folder() {
        return new MigrationsOnDisk(root);
    }

    /** Verify, demand that the first is clean and the second leaves a column, and return where that is told. */
    private static String trace(MigrationsOnDisk folder, String convention) {
        Verification verification = RoundTrip.of(folder.read()).evaluate();

        assertThat(verification.folder().convention()).isEqualTo(convention);
        assertThat(verdicts(verification)).containsExactly("ok", "leaves-trace");
        Finding finding = verification.migrations().get(1).findings().get(0);
        assertThat(finding.message()).contains("the schema is not what it was", "public.a.c");
        return finding.file().orElseThrow() + ":" + finding.line();
    }

    private static List<String> verdicts(Verification verification) {
        return verification.migrations().stream()
                .map(MigrationResult::verdict)
                .map(verdict -> verdict.word())
                .toList();
    }

    @Test
    void sql_migrate() {
        assertThat(trace(
                        folder().file("1_a.sql", "-- +migrate Up\n" + TABLE + "-- +migrate Down\n" + NO_TABLE)
                                .file("2_b.sql", "-- +migrate Up\n" + COLUMNS + "-- +migrate Down\n" + ONE_COLUMN),
                        "sql-migrate"))
                .isEqualTo("2_b.sql:5");
    }

    @Test
    void sqlx() {
        assertThat(trace(
                        folder().file("Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n")
                                .file("1_a.up.sql", TABLE)
                                .file("1_a.down.sql", NO_TABLE)
                                .file("2_b.up.sql", COLUMNS)
                                .file("2_b.down.sql", ONE_COLUMN),
                        "sqlx"))
                .isEqualTo("2_b.down.sql:1");
    }

    @Test
    void liquibase() {
        assertThat(trace(
                        folder().file(
                                        "all.sql",
                                        "--liquibase formatted sql\n\n--changeset me:1\n" + TABLE
                                                + "--rollback DROP TABLE a;\n\n--changeset me:2\n" + COLUMNS
                                                + "/* liquibase rollback\n" + ONE_COLUMN + "*/\n"),
                        "liquibase"))
                .isEqualTo("all.sql:7");
    }

    @Test
    void node_pg_migrate() {
        assertThat(trace(
                        folder().file(
                                        "1700000000000_a.sql",
                                        "-- Up Migration\n" + TABLE + "-- Down Migration\n" + NO_TABLE)
                                .file(
                                        "1700000000001_b.sql",
                                        "-- Up Migration\n" + COLUMNS + "-- Down Migration\n" + ONE_COLUMN),
                        "node-pg-migrate"))
                .isEqualTo("1700000000001_b.sql:5");
    }

    @Test
    void prisma() {
        assertThat(trace(
                        folder().file("migration_lock.toml", "provider = \"postgresql\"\n")
                                .file("20250101000000_a/migration.sql", TABLE)
                                .file("20250101000000_a/down.sql", NO_TABLE)
                                .file("20250102000000_b/migration.sql", COLUMNS)
                                .file("20250102000000_b/down.sql", ONE_COLUMN),
                        "prisma"))
                .isEqualTo("20250102000000_b/down.sql:1");
    }

    @Test
    void atlas() {
        assertThat(trace(
                        folder().file(
                                        "20250101000000_a.sql",
                                        "-- atlas:txtar\n\n-- checks.sql --\nSELECT 1;\n-- migration.sql --\n" + TABLE
                                                + "-- down.sql --\n" + NO_TABLE)
                                .file("20250102000000_b.sql", COLUMNS)
                                .file("down/20250102000000_b.sql", ONE_COLUMN),
                        "atlas"))
                .isEqualTo("down/20250102000000_b.sql:1");
    }

    @Test
    void drizzle() {
        assertThat(trace(
                        folder().file(
                                        "meta/_journal.json",
                                        "{\"dialect\": \"postgresql\", \"entries\": [{\"tag\": \"0000_a\"}, {\"tag\": \"0001_b\"}]}")
                                .file("0000_a.sql", TABLE)
                                .file("down/0000_a.sql", NO_TABLE)
                                .file("0001_b.sql", COLUMNS.replace(";\n", ";\n--> statement-breakpoint\n"))
                                .file("down/0001_b.sql", ONE_COLUMN),
                        "drizzle"))
                .isEqualTo("down/0001_b.sql:1");
    }

    @Test
    void my_batis() {
        assertThat(trace(
                        folder().file("20250101000000_a.sql", "-- // a\n" + TABLE + "-- //@UNDO\n" + NO_TABLE)
                                .file("20250102000000_b.sql", "-- // b\n" + COLUMNS + "-- //@UNDO\n" + ONE_COLUMN)
                                .file("bootstrap.sql", "CREATE TABLE never (id int);\n"),
                        "mybatis"))
                .isEqualTo("20250102000000_b.sql:5");
    }

    @Test
    void popx() {
        assertThat(trace(
                        folder().file("1_a.autocommit.up.sql", TABLE)
                                .file("1_a.autocommit.down.sql", NO_TABLE)
                                .file("2_b.up.sql", COLUMNS)
                                .file("2_b.down.sql", ONE_COLUMN)
                                .file("2_b.mysql.up.sql", "nonsense"),
                        "popx"))
                .isEqualTo("2_b.down.sql:1");
    }

    @Test
    void supabase() {
        root = root.resolve("supabase/migrations");
        assertThat(trace(
                        folder().file("20250101000000_a.sql", TABLE)
                                .file("down/20250101000000_a.sql", NO_TABLE)
                                .file("20250102000000_b.sql", COLUMNS)
                                .file("down/20250102000000_b.sql", ONE_COLUMN),
                        "supabase"))
                .isEqualTo("down/20250102000000_b.sql:1");
    }

    @Test
    void refinery() {
        assertThat(trace(
                        folder().file("refinery.toml", "[main]\n")
                                .file("V1__a.sql", TABLE)
                                .file("down/1__a.sql", NO_TABLE)
                                .file("U2__b.sql", COLUMNS)
                                .file("down/2__b.sql", ONE_COLUMN),
                        "refinery"))
                .isEqualTo("down/2__b.sql:1");
    }

    @Test
    void what_only_passes_after_a_commit_fails_where_the_tool_applies_all_in_one_transaction() {
        Verification verification = RoundTrip.of(folder().file(
                                "1_a.sql",
                                "-- Up Migration\nCREATE TABLE p (id int PRIMARY KEY);\n"
                                        + "CREATE TABLE a (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);\n"
                                        + "-- Down Migration\nDROP TABLE a, p;\n")
                        .file(
                                "2_b.sql",
                                "-- Up Migration\nINSERT INTO p VALUES (1);\nINSERT INTO a VALUES (1);\n"
                                        + "-- Down Migration\nDELETE FROM a;\nDELETE FROM p;\n")
                        .file(
                                "3_c.sql",
                                "-- Up Migration\nALTER TABLE a ADD COLUMN c int;\n-- Down Migration\nALTER TABLE a DROP COLUMN c;\n")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("ok", "ok", "up-fails");
        Finding finding = verification.migrations().get(2).findings().get(0);
        assertThat(finding.rule()).isEqualTo("roundtrip.batch-fails");
        assertThat(finding.message())
                .contains(
                        "In one transaction with all earlier ones, as node-pg-migrate applies what is new, the up fails: 3_c.sql:2",
                        "pending trigger events",
                        "Alone it passed");
    }

    @Test
    void a_changeset_whose_precondition_leaves_it_out_is_inconclusive() {
        Verification verification = RoundTrip.of(folder().file(
                                "all.sql",
                                "--liquibase formatted sql\n--changeset me:1\n--preconditions onFail:MARK_RAN\n"
                                        + "--precondition-sql-check expectedResult:1 SELECT 0\nCREATE TABLE a (id int);\n"
                                        + "--rollback DROP TABLE a;\n")
                        .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("inconclusive");
        assertThat(verification.migrations().get(0).findings().get(0).message())
                .contains("Not run: its precondition does not hold: expected 1, and the database says 0.");
    }

    @Test
    void where_a_tool_has_no_downs_it_is_said_where_to_keep_one() {
        Verification verification = RoundTrip.of(
                        folder().file("meta/_journal.json", "{\"entries\": [{\"tag\": \"0000_a\"}]}")
                                .file("0000_a.sql", TABLE)
                                .read())
                .evaluate();

        assertThat(verdicts(verification)).containsExactly("no-down");
        assertThat(verification.migrations().get(0).findings().get(0).remedy())
                .isEqualTo(
                        "Write a down that takes back what the up does, into down/ under the name of the up, where Drizzle"
                                + " does not look.");
    }
}
