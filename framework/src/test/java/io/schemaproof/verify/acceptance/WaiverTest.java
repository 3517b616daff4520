package io.schemaproof.verify.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaiverTest {

    private static final String LIMIT = "SET LOCAL lock_timeout = '2s';\n";

    private static List<MigrationResult> results = List.of();

    @TempDir
    private Path folder;

    private static List<MigrationResult> evaluate(MigrationsOnDisk migrations, String today) {
        return RoundTrip.of(migrations.read())
                .configuredBy(Configuration.of(Map.of(ConfigurationParameters.TODAY, today)))
                .withSafety()
                .evaluate()
                .migrations();
    }

    private static String create(String name) {
        return LIMIT + "CREATE INDEX i" + name + " ON books (price) WHERE id > " + name + ";\n";
    }

    private static String drop(String name) {
        return LIMIT + "DROP INDEX i" + name + ";";
    }

    private static List<String> rules(MigrationResult result) {
        return result.findings().stream().map(Finding::rule).toList();
    }

    /** One verification, in which each migration is a case of its own. */
    @BeforeAll
    static void verify(@TempDir Path folder) {
        MigrationsOnDisk migrations = new MigrationsOnDisk(folder)
                .pair("1_books", "CREATE TABLE books (id int PRIMARY KEY, price int);", "DROP TABLE books;");
        for (String comment : List.of(
                "2 safety.blocking-work books until 2030-01-31 because: the table is small",
                "3 safety.blocking-work until 2030-01-30 because it is small",
                "4 safety.blocking-work public.books",
                "5 safety.blocking-werk because it is small",
                "6 safety.blocking-work orders because it is small",
                "7 safety.rename because it is small",
                "8 safety.blocking-work until tomorrow because it is small",
                "9 roundtrip.up-fails because never mind",
                "10 waiver.unused because never mind",
                "11 safety.blocking-work books because it is small until 2030-01-30.",
                "18 safety.blocking-work books because the rows until 2020-01-01 were few")) {
            String number = comment.replaceAll(" .*", "");
            migrations.pair(
                    number + "_index",
                    "-- schemaproof:allow " + comment.replaceFirst("\\d+ ", "") + "\n" + create(number),
                    drop(number));
        }
        migrations
                .pair("12_squawk", "-- squawk-ignore require-concurrent-index-creation\n" + create("12"), drop("12"))
                .pair("13_eugene", "-- eugene: ignore E9, E6\n" + create("13"), drop("13"))
                .pair("14_pgsafe", "-- pgsafe:ignore add-index it is small\n" + create("14"), drop("14"))
                .pair("15_assured", "-- safety-assured:start\n" + create("15") + "-- safety-assured:end", drop("15"))
                .pair(
                        "16_other",
                        "-- squawk-ignore renaming-column\n-- atlas:nolint DS103\n" + create("16"),
                        drop("16"))
                .pair("17_clean", "-- noqa\nCREATE TABLE n (id int);", "DROP TABLE n;");
        results = evaluate(migrations, "2030-01-31");
    }

    @Test
    void what_a_comment_allows_with_a_reason_is_a_note_and_all_else_counts_for_nothing() {
        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(results.get(1).findings()).singleElement().satisfies(note -> {
            assertThat(note.rule()).isEqualTo("waiver.used");
            assertThat(note.severity()).isEqualTo(Severity.NOTE);
            assertThat(note.line()).isEqualTo(3);
            assertThat(note.object()).contains("public.books");
            assertThat(note.message())
                    .startsWith("Allowed in 2_index.up.sql:1 until 2030-01-31, because the table is small:"
                            + " safety.blocking-work. Takes SHARE on public.books");
            assertThat(note.facts())
                    .containsEntry("rule", "safety.blocking-work")
                    .containsEntry("severity", "error");
        });
        assertThat(results.subList(2, 11)).extracting(MigrationResult::verdict).containsOnly(MigrationVerdict.UNSAFE);
        assertThat(results.subList(2, 11))
                .extracting(
                        result -> result.findings().get(1).rule(),
                        result -> result.findings().get(1).message())
                .containsExactly(
                        tuple(
                                "waiver.expired",
                                "The comment allowed safety.blocking-work until 2030-01-30. It counts for nothing now."),
                        tuple(
                                "waiver.no-reason",
                                "The comment allows something and does not say why; it counts for nothing:"
                                        + " safety.blocking-work public.books"),
                        tuple(
                                "waiver.unknown-rule",
                                "There is no rule 'safety.blocking-werk'. Did you mean safety.blocking-work? The comment"
                                        + " counts for nothing."),
                        tuple(
                                "waiver.unused",
                                "The comment allows safety.blocking-work of orders, which was not found in 6_index.up.sql."),
                        tuple(
                                "waiver.unused",
                                "The comment allows safety.rename, which was not found in 7_index.up.sql."),
                        tuple(
                                "waiver.unknown-rule",
                                "'tomorrow' is no day such as 2030-01-31. The comment counts for nothing."),
                        tuple(
                                "waiver.unknown-rule",
                                "What roundtrip.up-fails says cannot be allowed, for nothing is known behind it. The"
                                        + " comment counts for nothing."),
                        tuple(
                                "waiver.unknown-rule",
                                "What waiver.unused says cannot be allowed, for nothing is known behind it. The comment"
                                        + " counts for nothing."),
                        tuple(
                                "waiver.unknown-rule",
                                "The day 2030-01-30 stands behind the reason; it belongs before 'because'. The comment"
                                        + " counts for nothing."));
        assertThat(rules(results.get(17)))
                .as("a day within the reason is a part of it")
                .containsExactly("waiver.used");
        assertThat(results.get(3).findings().get(1).remedy())
                .isEqualTo("-- schemaproof:allow safety.blocking-work public.books because …");
        assertThat(results.get(2).findings().get(1).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void comments_for_other_tools_are_told_what_they_would_have_to_be() {
        assertThat(results.subList(11, 15)).allSatisfy(result -> {
            assertThat(result.verdict()).isEqualTo(MigrationVerdict.UNSAFE);
            assertThat(rules(result)).containsExactly("safety.blocking-work", "waiver.other-tool");
        });
        assertThat(results.get(11).findings().get(1).message())
                .isEqualTo(
                        "'-- squawk-ignore require-concurrent-index-creation' is meant for another tool. Here it would be"
                                + " about safety.blocking-work, and counts for nothing: it gives no reason.");
        assertThat(results.get(11).findings().get(1).remedy())
                .isEqualTo("-- schemaproof:allow safety.blocking-work public.books because …");
        assertThat(results.get(13).findings().get(1).remedy())
                .isEqualTo("-- schemaproof:allow safety.blocking-work public.books because it is small");
        assertThat(rules(results.get(15))).containsExactly("safety.blocking-work");
        assertThat(rules(results.get(16))).isEmpty();
    }

    @Test
    void other_checks_findings_can_be_allowed_and_what_was_not_checked_is_not_called_unused() {
        MigrationsOnDisk migrations = new MigrationsOnDisk(folder)
                .pair(
                        "1_books",
                        "CREATE TABLE IF NOT EXISTS books (id int);",
                        "-- schemaproof:allow roundtrip.leaves-trace because we keep it\n"
                                + "-- schemaproof:allow safety.rename because it was not asked for\n"
                                + "-- schemaproof:allow idempotency.rerun-fails because it is asked for\nSELECT 1;");

        MigrationResult result =
                RoundTrip.of(migrations.read()).evaluate().migrations().get(0);
        MigrationResult asked = RoundTrip.of(migrations.read())
                .withIdempotency(IdempotencyPolicy.REQUIRED)
                .evaluate()
                .migrations()
                .get(0);

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(rules(result)).containsOnly("waiver.used");
        assertThat(rules(asked)).containsOnly("waiver.used", "waiver.unused");
        assertThatThrownBy(() -> evaluate(migrations, "soon"))
                .isInstanceOf(MigrationException.class)
                .hasMessage("schemaproof.today: 'soon' is no day such as 2030-01-31.");
    }

    @Test
    void the_day_is_the_servers_where_nobody_names_one() {
        MigrationResult result = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair(
                                "1_books",
                                "CREATE TABLE IF NOT EXISTS books (id int);",
                                "-- schemaproof:allow roundtrip.leaves-trace until 2020-01-01 because\tx\nSELECT 1;")
                        .read())
                .evaluate()
                .migrations()
                .get(0);

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LEAVES_TRACE);
        assertThat(rules(result)).contains("waiver.expired");
    }

    @Test
    void an_object_is_meant_by_its_name_with_or_without_schema() {
        assertThat(ObjectName.means("orders", "public.orders")).isTrue();
        assertThat(ObjectName.means("orders", "public.orders.note")).isTrue();
        assertThat(ObjectName.means("public.orders", "public.orders.note")).isTrue();
        assertThat(ObjectName.means("\"a.b\"", "public.\"a.b\"")).isTrue();
        assertThat(ObjectName.means("public", "public.orders")).isFalse();
        assertThat(ObjectName.means("order", "public.orders")).isFalse();
        assertThat(ObjectName.means("b", "public.\"a.b\"")).isFalse();
    }
}
