package io.schemaproof.verify.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.query.TimeLimit;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One history: an index is taken away, and a query comes to read more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPerformanceTest {

    private static final String SHOP = """
            -- name: by_customer
            SELECT id FROM orders WHERE customer = :customer;

            -- name: by_key
            SELECT id, note FROM orders WHERE id = :id;

            -- name: tagged
            -- :tag = '{"a": 1}'
            SELECT count(*) FROM tags WHERE tag ? 'it''s ?' AND tag @> :tag;
            """;

    /** So much longer than the limit that no load of the host explains it. */
    private static final String REPORTS = """
            -- name: slow
            -- from: 3
            SELECT pg_sleep(0.01);

            -- name: new_order
            INSERT INTO orders (customer) VALUES (:customer);

            -- name: broken
            -- from: 3
            SELECT nothing FROM orders;
            """;

    private Verification timed;
    private Verification counted;

    @BeforeAll
    void verify(@TempDir Path root) throws IOException {
        MigrationsOnDisk disk = new MigrationsOnDisk(root.resolve("m"))
                .pair(
                        "1_orders",
                        "CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int NOT NULL, note text);\n"
                                + "CREATE INDEX orders_customer ON orders (customer);\n"
                                + "CREATE TABLE tags (tag jsonb NOT NULL);\nCREATE INDEX tags_tag ON tags USING gin (tag);",
                        "DROP TABLE orders, tags;")
                .pair("2_index", "DROP INDEX orders_customer;", "CREATE INDEX orders_customer ON orders (customer);")
                .pair(
                        "3_note",
                        "ALTER TABLE orders ALTER note SET NOT NULL;",
                        "ALTER TABLE orders ALTER note DROP NOT NULL;");
        Files.createDirectories(root.resolve("q"));
        Files.createDirectories(root.resolve("r"));
        Files.writeString(root.resolve("q/shop.sql"), SHOP);
        Files.writeString(root.resolve("r/reports.sql"), REPORTS);
        timed = RoundTrip.of(disk.read())
                .withPerformance(
                        QuerySet.read(root.resolve("r")),
                        PerformanceLimits.within(TimeLimit.best(Duration.ofMillis(1)))
                                .rows(50))
                .evaluate();
        counted = RoundTrip.of(disk.read())
                .to("2")
                .withPerformance(
                        QuerySet.read(root.resolve("q")),
                        PerformanceLimits.within(TimeLimit.best(Duration.ofMinutes(1)))
                                .pages(12)
                                .byIndex()
                                .rows(2_000))
                .evaluate();
    }

    private static List<Finding> of(Verification verification, int index) {
        MigrationResult result = verification.migrations().get(index);
        return PolicyRule.findings("performance", result.findings());
    }

    @Test
    void how_long_a_query_ran_again_and_again_is_kept_to_be_drawn() {
        assertThat(timed.migrations().get(2).checks())
                .flatExtracting(check -> check.evidence())
                .filteredOn(Evidence.Times.class::isInstance)
                .singleElement()
                .satisfies(evidence -> assertThat(((Evidence.Times) evidence).series())
                        .extracting(Evidence.Times.Series::name)
                        .containsExactly("reports.slow after the up"));
        assertThat(counted.migrations())
                .flatExtracting(MigrationResult::checks)
                .flatExtracting(check -> check.evidence())
                .noneMatch(Evidence.Times.class::isInstance);
    }

    @Test
    void a_query_that_takes_longer_than_it_may_is_told_where_it_is_first_sent() {
        assertThat(of(timed, 0)).isEmpty();
        assertThat(of(timed, 2))
                .filteredOn(finding -> finding.rule().equals("performance.too-slow"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.object()).contains("reports.slow");
                    assertThat(finding.message())
                            .startsWith(
                                    "The query slow of the service reports (r/reports.sql:3) takes longer than it may:"
                                            + " best of 20 ≤ 1 ms is demanded, and it was min ")
                            .contains("It is told at the first migration that is looked at after which it is so");
                });
    }

    @Test
    void made_up_rows_that_an_up_cannot_stand_are_in_nobodys_way() {
        assertThat(of(timed, 2)).noneMatch(finding -> finding.message().contains("on rows it fails"));
    }

    @Test
    void a_write_is_not_timed_and_what_was_never_measured_is_not_passed() {
        assertThat(of(timed, 2))
                .extracting(Finding::rule, finding -> finding.object().orElse(""))
                .contains(
                        org.assertj.core.api.Assertions.tuple("performance.not-timed", "reports.new_order"),
                        org.assertj.core.api.Assertions.tuple("performance.not-checked", "reports.broken"));
        assertThat(of(timed, 2))
                .filteredOn(finding ->
                        finding.object().filter("reports.broken"::equals).isPresent())
                .extracting(Finding::message)
                .first()
                .asString()
                .contains(
                        "was measured after none of these migrations: ERROR 42703: column \"nothing\" does not exist.");
        assertThat(timed.migrations().get(2).verdict()).isEqualTo(MigrationVerdict.UNSAFE);
    }

    @Test
    void an_index_that_is_missed_shows_in_pages_and_in_what_is_read_whole() {
        assertThat(of(counted, 0)).isEmpty();
        assertThat(of(counted, 1))
                .filteredOn(finding ->
                        finding.object().filter("shop.by_customer"::equals).isPresent())
                .satisfiesExactlyInAnyOrder(
                        finding -> assertThat(finding.message())
                                .contains(
                                        "reads all of public.orders, also where the server is made to search by an index."),
                        finding -> assertThat(finding.message()).contains(" pages, and 12 are allowed."));
        assertThat(of(counted, 1))
                .noneMatch(finding ->
                        finding.object().filter("shop.by_key"::equals).isPresent());
    }

    @Test
    void limits_that_limit_nothing_are_refused() {
        PerformanceLimits limits = PerformanceLimits.DEFAULT;

        assertThatThrownBy(() ->
                        new PerformanceLimits(java.util.Optional.empty(), java.util.OptionalLong.empty(), false, 1))
                .hasMessage("Limit something: the time, the pages, or that tables are read by an index.");
        assertThatThrownBy(() -> limits.rows(0)).hasMessage("Ask for at least one row in each table, not 0.");
        assertThatThrownBy(() -> limits.pages(0)).hasMessage("A query touches at least one page, not 0.");
    }
}
