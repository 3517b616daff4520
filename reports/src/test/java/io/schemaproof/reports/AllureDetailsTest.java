package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a result shows beside its verdict. */
class AllureDetailsTest {

    @TempDir
    private Path folder;

    private TestResult written(String serverVersion) throws IOException {
        return written(serverVersion, "42");
    }

    private TestResult written(String serverVersion, String seed) throws IOException {
        AllureResults report = new AllureResults(folder, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        Migration migration = linked(Samples.ORDERS);
        List<Finding> findings = Samples.LEAVES_TRACE.findings();
        CheckResult check =
                new CheckResult(migration, "up", false, findings, Map.of("millis", "1"), EvidenceSamples.all());
        MigrationResult result = new MigrationResult(
                migration,
                Samples.LEAVES_TRACE.verdict(),
                Samples.LEAVES_TRACE.up(),
                Samples.LEAVES_TRACE.down(),
                Samples.LEAVES_TRACE.reup(),
                findings,
                List.of(check));
        report.started(
                Samples.FOLDER,
                Configuration.of(Map.of(ConfigurationParameters.REPORT_DOCS, "https://docs.example.org/x")));
        report.migrationStarted(migration);
        report.checkFinished(check);
        report.migrationFinished(result);
        report.finished(new Verification(
                "0.1.0",
                serverVersion,
                "embedded",
                Samples.FOLDER,
                List.of(result),
                Samples.VERIFICATION.time(),
                new TreeMap<>(Map.of("rows", "7", "seed", seed))));
        return WrittenResults.in(folder).stream()
                .filter(test -> test.getParameters().stream()
                        .map(Parameter::getValue)
                        .toList()
                        .containsAll(List.of(serverVersion, seed)))
                .findFirst()
                .orElseThrow();
    }

    private static Migration linked(Migration migration) {
        Script up = migration.up();
        String text = "-- see https://token@git.example.org/shop/issues/12.\n" + up.text()
                + "\nINSERT INTO people VALUES (1, '" + EvidenceSamples.SECRET + "');";
        return new Migration(
                migration.version(),
                migration.description(),
                new Script(up.file(), up.path(), text, up.firstLine(), up.dialect(), up.mode()),
                migration.down(),
                migration.repeatable(),
                migration.notRunnable());
    }

    @Test
    void stands_where_people_look_for_it() throws IOException {
        TestResult test = written("17.11");

        assertThat(test.getLabels())
                .extracting(Label::getName, Label::getValue)
                .contains(
                        tuple("epic", "database"),
                        tuple("feature", "round trip"),
                        tuple("story", "sub/2_create_orders.up.sql"),
                        tuple("severity", "critical"));
        assertThat(test.getLinks())
                .extracting(Link::getName, Link::getUrl, Link::getType)
                .contains(
                        tuple(
                                "https://git.example.org/shop/issues/12",
                                "https://git.example.org/shop/issues/12",
                                "issue"),
                        tuple("roundtrip.leaves-trace", "https://docs.example.org/x/round-trip.md", "custom"));
        assertThat(test.getParameters())
                .extracting(Parameter::getName, Parameter::getValue, Parameter::getExcluded)
                .containsExactly(
                        tuple("PostgreSQL", "17.11", true),
                        tuple("provider", "embedded", true),
                        tuple("rows", "7", true),
                        tuple("seed", "42", true));
    }

    @Test
    void a_run_with_another_seed_is_another_try_of_the_same() throws IOException {
        TestResult one = written("17.11", "1");
        TestResult other = written("17.11", "2");

        assertThat(one.getUuid()).isNotEqualTo(other.getUuid());
        assertThat(one.getHistoryId()).isEqualTo(other.getHistoryId());
    }

    @Test
    void a_run_on_another_major_version_is_no_second_try_of_this_one() throws IOException {
        TestResult older = written("16.15");
        TestResult newer = written("17.11");

        assertThat(older.getHistoryId()).isNotEqualTo(newer.getHistoryId());
        assertThat(older.getTestCaseId()).isEqualTo(newer.getTestCaseId());
        assertThat(written("17.12").getHistoryId()).isEqualTo(newer.getHistoryId());
    }

    @Test
    void what_a_check_has_seen_is_attached_to_its_step() throws IOException {
        StepResult step = written("17.11").getSteps().get(0);

        assertThat(step.getAttachments())
                .extracting(Attachment::getName, Attachment::getType)
                .contains(
                        tuple("what the up changes (picture)", "image/svg+xml"),
                        tuple("what the up changes", "text/html"),
                        tuple("locks of the up (picture)", "image/svg+xml"),
                        tuple("plan of shop.by_email (picture)", "image/svg+xml"),
                        tuple("plan of shop.by_email (text)", "text/plain"),
                        tuple("plan of shop.by_email (JSON)", "application/json"),
                        tuple("what the queries cost (picture)", "image/svg+xml"),
                        tuple("who waited for the up", "text/html"),
                        tuple("what the server said of the up", "text/plain"));
        Attachment json = step.getAttachments().stream()
                .filter(attachment -> attachment.getType().equals("application/json"))
                .findFirst()
                .orElseThrow();
        JsonNode plan =
                new ObjectMapper().readTree(folder.resolve(json.getSource()).toFile());
        assertThat(plan.at("/after/To Blame").asBoolean()).isTrue();
        assertThat(plan.at("/after/Filter").asText()).isEqualTo("(email = '***'::text)");
    }

    @Test
    void tables_and_their_columns_are_steps_in_steps() throws IOException {
        StepResult changes = written("17.11").getSteps().get(0).getSteps().get(0);

        assertThat(changes.getName()).isEqualTo("what the up changes");
        assertThat(changes.getSteps())
                .extracting(StepResult::getName)
                .containsExactly(
                        "+ table " + EvidenceSamples.HOSTILE + " added",
                        "− table public.old removed",
                        "~ table public.users altered");
        assertThat(changes.getSteps().get(2).getSteps().get(0).getParameters())
                .extracting(Parameter::getName, Parameter::getValue)
                .containsExactly(tuple("before", "integer"), tuple("after", "bigint"));
    }

    @Test
    void no_file_holds_a_value_of_a_sensitive_column_or_markup_that_was_a_name() throws IOException {
        written("17.11");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSizeGreaterThan(12).allSatisfy(file -> {
                assertThat(file).content().doesNotContain(EvidenceSamples.SECRET, "token@");
                if (file.toString().endsWith(".html") || file.toString().endsWith(".svg")) {
                    assertThat(file).content().doesNotContain("<script>");
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sub/2.down.sql:3  error roundtrip.leaves-trace\\n  Type still there | Round trip broken
                    2.up.sql:1  error roundtrip.up-fails\\n  no | Up fails
                    The up fails where only ups have run before:\\na.sql:2:1 ERROR | Up fails
                    PARTIAL  1_orders.sql\\n  1_orders.sql:2:1 ERROR 42P01: relation | Up fails
                    This order works. It was run.\\n  1. 2_customers.sql\\n3 files: 2 success, 1 partial; 1 statement | Up fails
                    Rule 'objects should be named in snake_case' was violated (1 time):\\ncolumn x | Contract broken
                    None of 35 rules found anything to judge: the database is empty | Contract broken
                    4_unused.up.sql:1  warning waiver.unused\\n  The comment | Unsafe
                    2.up.sql:1  error roundtrip.no-down\\n  no | No down
                    2.up.sql:1  error data.loses-data\\n  no | Data lost
                    2.up.sql:1  error safety.blocking-work\\n  no | Unsafe
                    2.up.sql:1  error queries.index-lost\\n  no | Plan or timing
                    2.up.sql:1  error performance.too-slow\\n  no | Plan or timing
                    unsafe: The query is too slow\\na.sql:1 · shop.q · performance.too-slow | Plan or timing
                    2.up.sql:1  error queries.broken\\n  no | Unsafe
                    loses-data: After up and down 3 of 3 rows are gone | Data lost
                    unsafe: Takes ACCESS EXCLUSIVE\\na.sql:1 · public.t · safety.blocking-work | Unsafe
                    unsafe: The query finds no index\\na.sql:1 · shop.q · queries.index-lost | Plan or timing
                    [table public.orders]\\nExpected a primary key | Contract broken
                    [query SELECT 1]\\nExpected the query to run within 5 ms | Plan or timing
                    [query SELECT a[1] FROM t [a]]\\nExpected no sequential scan | Plan or timing
                    [orders.yaml:3 · query SELECT 1]\\nExpected no node to spill | Plan or timing
                    [captured queries]\\nExpected the planner to choose an index | Contract broken
                    [query SELECT 1]\\nExpected the query to return 5 rows | Contract broken
                    [rows of query SELECT 1]\\nExpected no row | Contract broken
                    table public.t\\n  missing: x\\n2 differences in 1 object: 9 objects of here, compared with there | Drift
                    """)
    void each_failure_fits_one_category(String message, String category) throws IOException {
        JsonNode categories;
        try (var in = AllureFolder.class.getResourceAsStream("categories.json")) {
            categories = new ObjectMapper().readTree(in);
        }

        assertThat(categories
                        .valueStream()
                        .filter(one ->
                                one.get("matchedStatuses").get(0).asText().equals("failed"))
                        .filter(one -> message.replace("\\n", "\n")
                                .matches(one.get("messageRegex").asText()))
                        .map(one -> one.get("name").asText()))
                .containsExactly(category);
    }

    @Test
    void says_who_ran_it_where_a_service_tells_and_gives_no_credentials_away() {
        assertThat(AllureExecutor.of(Map.of(
                        "GITLAB_CI", "true",
                        "CI_JOB_NAME", "verify",
                        "CI_PIPELINE_IID", "7",
                        "CI_JOB_URL", "https://user:secret@git.example.org/j/1")::get))
                .containsEntry("buildName", "verify #7")
                .containsEntry("buildUrl", "https://git.example.org/j/1");
        assertThat(AllureExecutor.of(name -> null)).isEmpty();
    }

    @Test
    void a_rehearsal_writes_what_nobody_sees() {
        assertThatCode(new AllureAssertions()::rehearse).doesNotThrowAnyException();

        assertThat(folder).isEmptyDirectory();
    }
}
