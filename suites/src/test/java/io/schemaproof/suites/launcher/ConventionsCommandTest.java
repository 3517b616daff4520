package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ConventionsCommandTest {

    private static TestDatabase database;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void create() throws SQLException {
        database = ForeignDatabase.of("""
                CREATE TABLE a (id bigint PRIMARY KEY);
                CREATE TABLE b (id bigint NOT NULL, a_id bigint NOT NULL REFERENCES a);
                CREATE INDEX b_some ON b (a_id) WHERE a_id > 0;""");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private int run(String source, String... options) {
        List<String> arguments = new ArrayList<>(List.of("conventions", source));
        arguments.addAll(List.of(options));
        return Launcher.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private int judge(String... options) {
        return run(ForeignDatabase.url(database), options);
    }

    private String migrations(String sql) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("1_a.sql"), sql);
        return migrations.toString();
    }

    @Test
    void migrations_that_violate_a_rule_are_told_with_the_remedy() throws IOException {
        String migrations = migrations("CREATE TABLE a (id bigint NOT NULL);");

        assertThat(run(migrations)).as(err.toString()).isEqualTo(ExitCode.FINDINGS);

        assertThat(out.toString())
                .startsWith("VIOLATED  schema.no-primary-key\n  Rule 'tables that are neither")
                .contains(
                        "table public.a has no primary key\n    Suggested: ALTER TABLE public.a ADD COLUMN row_id",
                        "35 rules on the migrations in " + migrations + ": ",
                        " kept, 1 not, ");
    }

    @Test
    void a_migration_that_fails_is_told_with_its_place() throws IOException {
        assertThat(run(migrations("CREATE TABLE a (id bigint,);"))).isEqualTo(ExitCode.FINDINGS);

        assertThat(err.toString()).contains("1_a.sql:1:27 ERROR 42601");
    }

    @Test
    void a_database_is_judged_by_all_rules_and_not_changed() {
        String before = Schema.of(database.dataSource()).catalog().toString();

        assertThat(judge("--all")).as(err.toString()).isEqualTo(ExitCode.FINDINGS);

        assertThat(out.toString())
                .contains("constraint public.b.b_a_id_fkey has no index that finds rows by (a_id)")
                .doesNotContain("INCONCLUSIVE");
        assertThat(Schema.of(database.dataSource()).catalog().toString()).isEqualTo(before);
    }

    @Test
    void what_is_known_is_kept_in_files_on_request() throws IOException {
        String known = folder.resolve("known").toString();

        assertThat(judge("--rules", "schema.no-primary-key", "--frozen", known)).isEqualTo(ExitCode.FINDINGS);
        assertThat(judge("--rules", "schema.no-primary-key", "--frozen", known, "--freeze"))
                .isZero();
        assertThat(run(migrations("SELECT 1;"), "--rules", "schema.no-primary-key", "--frozen", known))
                .as("an empty database mends nothing")
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(judge("--rules", "schema.no-primary-key", "--frozen", known)).isZero();

        assertThat(out.toString()).contains("Run once with --freeze to keep what violates the rule today");
    }

    @Test
    void what_is_left_out_is_not_judged_and_where_nothing_is_left_nothing_has_passed() {
        assertThat(judge("--rules", "schema.no-primary-key", "--ignore", "public.b"))
                .isZero();
        assertThat(judge("--rules", "schema.no-primary-key,schema.money", "--without-rules", "schema.no-primary-key"))
                .isZero();
        assertThat(judge("--rules", "schema.policy-always-true")).isEqualTo(ExitCode.FINDINGS);

        assertThat(out.toString())
                .contains(": 1 kept, 0 not, 0 with nothing to judge")
                .endsWith("where none has, nothing is known: the database is empty, or another schema was meant"
                        + System.lineSeparator());
    }

    @Test
    void what_is_to_be_left_out_and_is_not_there_is_told() {
        assertThat(judge("--rules", "schema.no-primary-key", "--ignore", "public.bb", "--ignore", "public.a"))
                .isEqualTo(ExitCode.FINDINGS);

        assertThat(err.toString())
                .contains("There is no public.bb, which is to be left out (--ignore), did you mean public.b?")
                .doesNotContain("There is no public.a,");
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        assertThat(judge("--rules", "schema.no-primary-kay")).isEqualTo(ExitCode.USAGE);
        assertThat(judge("--schema", "pubic")).isEqualTo(ExitCode.USAGE);
        assertThat(judge("--freeze")).isEqualTo(ExitCode.USAGE);
        assertThat(judge("--rules", "schema.money", "--without-rules", "schema.money"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(judge("--pg", "17")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString())
                .contains(
                        "There is no rule schema.no-primary-kay, did you mean schema.no-primary-key?",
                        "There is no schema pubic (--schema), did you mean public?",
                        "--freeze goes with --frozen.",
                        "No rule is left to judge by (--without-rules).",
                        "--pg says how migrations run, but a database is judged, which is only read.");
    }
}
