package io.schemaproof.verify.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server has computed by a function it computes not anew when the function changes. */
class StaleResultsTest {

    private static final String OF = "CREATE OR REPLACE FUNCTION %s(t text) RETURNS %s LANGUAGE sql IMMUTABLE AS '%s';";

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    private static String function(String name, String type, String body) {
        return OF.formatted(name, type, body);
    }

    private static String text(String name, String body) {
        return function(name, "text", body);
    }

    @BeforeAll
    static void verify() {
        String functions = text("in_index", "SELECT lower(t)")
                + text("in_column", "SELECT lower(t)")
                + function("in_check", "boolean", "SELECT t IS NOT NULL")
                + function("in_part", "boolean", "SELECT length(t) > 0")
                + text("inner_one", "SELECT lower(t)")
                + "CREATE FUNCTION outer_one(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN public.inner_one(t); END';"
                + text("password_hash", "SELECT md5(t)")
                + text("made_anew", "SELECT lower(t)")
                + text("same", "SELECT lower(t)")
                + text("in_default", "SELECT lower(t)");
        String tables =
                "CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, password text NOT NULL,"
                        + " short text GENERATED ALWAYS AS (in_column(email)) STORED, note text DEFAULT in_default('A'),"
                        + " CONSTRAINT fits CHECK (in_check(email)));"
                        + " CREATE INDEX by_index ON people (in_index(email)); CREATE INDEX by_outer ON people (outer_one(email));"
                        + " CREATE INDEX by_part ON people (id) WHERE in_part(email); CREATE INDEX by_hash ON people (password_hash(password));"
                        + " CREATE INDEX by_made_anew ON people (made_anew(email)); CREATE INDEX by_same ON people (same(email));";
        results = new Preserved(folder)
                .step(
                        "tables",
                        functions + tables,
                        "DROP TABLE people; DROP FUNCTION in_index, in_column, in_check, in_part, outer_one, inner_one, password_hash,"
                                + " made_anew, same, in_default;")
                .step("index", text("in_index", "SELECT upper(t)"), text("in_index", "SELECT lower(t)"))
                .step("column", text("in_column", "SELECT upper(t)"), text("in_column", "SELECT lower(t)"))
                .step(
                        "check",
                        function("in_check", "boolean", "SELECT length(t) > 5000"),
                        function("in_check", "boolean", "SELECT t IS NOT NULL"))
                .step(
                        "part",
                        function("in_part", "boolean", "SELECT length(t) = 0"),
                        function("in_part", "boolean", "SELECT length(t) > 0"))
                .step("called", text("inner_one", "SELECT upper(t)"), text("inner_one", "SELECT lower(t)"))
                .step("hidden", text("password_hash", "SELECT md5(t || t)"), text("password_hash", "SELECT md5(t)"))
                .step(
                        "anew",
                        text("made_anew", "SELECT upper(t)") + " REINDEX INDEX by_made_anew;",
                        text("made_anew", "SELECT lower(t)") + " REINDEX INDEX by_made_anew;")
                .step("rewritten", text("same", "SELECT lower(t) || left(t, 0)"), text("same", "SELECT lower(t)"))
                .step("default", text("in_default", "SELECT upper(t)"), text("in_default", "SELECT lower(t)"))
                .resultsOn(60);
    }

    private static List<Finding> stale(String step) {
        return Preserved.findings(results, step, DataRule.STALE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            index  | The up changes what public.in_index(text) gives, and the index public.by_index still holds what it gave before: with it public.in_index(email) = | REINDEX INDEX CONCURRENTLY public.by_index.
            column | The up changes what public.in_column(text) gives, and the generated column public.people.short still holds what it gave before: | UPDATE public.people SET email = email in batches, which computes it anew.
            check  | The up changes what public.in_check(text) gives, and the check public.people.fits is taken for met by rows that do not meet it any more: | mend these rows.
            part   | and the index public.by_part still holds what it gave before: with it public.in_part(email) finds | REINDEX INDEX CONCURRENTLY public.by_part.
            called | The up changes what public.outer_one(text) gives, and the index public.by_outer still holds what it gave before: | REINDEX INDEX CONCURRENTLY public.by_outer.
            """)
    void what_was_computed_before_stays(String step, String what, String anew) {
        assertThat(Preserved.named(results, step).verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(stale(step)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message()).contains(what).containsPattern("\\d+ rows? here");
            assertThat(finding.remedy())
                    .startsWith("Make another function beside it")
                    .endsWith(anew);
        });
    }

    @Test
    void a_value_that_nobody_is_to_see_is_not_told() {
        assertThat(stale("hidden"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("the index public.by_hash still holds what it gave before: with it ")
                        .doesNotContain("password = '", "password) = '"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anew", "rewritten", "default"})
    void what_is_computed_anew_or_the_same_or_not_kept_is_no_finding(String step) {
        assertThat(stale(step)).isEmpty();
    }
}
