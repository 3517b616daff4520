package io.schemaproof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checks of one history keep to be drawn, and what findings do not show. */
class ShownEvidenceTest {

    private static Verification verification;

    @BeforeAll
    static void verify(@TempDir Path folder) {
        verification = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair(
                                "001_users",
                                "CREATE TABLE users (id bigint PRIMARY KEY, email text, password text);\n"
                                        + "CREATE INDEX users_email ON users (email);",
                                "DROP TABLE users;")
                        .pair(
                                "002_no_index",
                                "DROP INDEX users_email;\nALTER TABLE users DROP COLUMN email;\n"
                                        + "DO $$ BEGIN RAISE NOTICE 'done'; END $$;",
                                "ALTER TABLE users ADD COLUMN email text;\nCREATE INDEX users_email ON users (email);")
                        .pair(
                                "003_again",
                                "INSERT INTO users VALUES (1, 'hunter2'), (1, 'hunter3');",
                                "DELETE FROM users WHERE id = 1;")
                        .read())
                .withRows(GeneratedRowSource.of(20))
                .withSafety()
                .evaluate();
    }

    @Test
    void the_round_trip_keeps_what_changes_and_what_stays_behind() {
        assertThat(seen(0, "up", Evidence.SchemaChange.class)
                        .orElseThrow()
                        .diff()
                        .describe())
                .contains("table public.users was added");
        assertThat(seen(0, "down", Evidence.SchemaChange.class)).isEmpty();
        assertThat(seen(1, "up", Evidence.ServerMessages.class).orElseThrow().messages())
                .extracting(Evidence.ServerMessages.Message::text)
                .containsExactly("NOTICE: done");
    }

    @Test
    void the_check_of_the_rows_keeps_how_many_there_were() {
        Evidence.RowCounts counts = seen(1, "rows", Evidence.RowCounts.class).orElseThrow();

        assertThat(counts.moments())
                .extracting(Evidence.RowCounts.Moment::name)
                .containsExactly("before the up", "after the up", "after the down");
        assertThat(counts.moments())
                .extracting(moment -> moment.rows().get(new Relation("public", "users")))
                .containsOnly(20L);
    }

    @Test
    void the_check_of_safety_keeps_the_locks() {
        assertThat(seen(1, "safety", Evidence.Locks.class).orElseThrow().trace().statements())
                .anySatisfy(statement ->
                        assertThat(statement.lockOn("public.users")).isPresent());
    }

    @Test
    void findings_show_no_value_of_a_sensitive_column_though_the_insert_names_none() {
        MigrationResult again = verification.migrations().get(2);

        assertThat(again.findings())
                .anySatisfy(finding ->
                        assertThat(finding.message()).contains("INSERT INTO users VALUES (1, '***'), (1, '***')"))
                .allSatisfy(finding -> assertThat(finding.message() + finding.remedy() + finding.facts())
                        .doesNotContain("hunter"));
    }

    private static <E extends Evidence> Optional<E> seen(int migration, String check, Class<E> kind) {
        List<CheckResult> checks = verification.migrations().get(migration).checks();
        return checks.stream()
                .filter(result -> result.check().equals(check))
                .flatMap(result -> result.evidence().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
