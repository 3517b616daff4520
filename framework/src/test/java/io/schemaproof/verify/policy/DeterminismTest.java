package io.schemaproof.verify.policy;

import static io.schemaproof.verify.policy.PolicyFindings.last;
import static io.schemaproof.verify.policy.PolicyFindings.only;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.result.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private RoundTrip roundTrip(String up) {
        return RoundTrip.of(new MigrationsOnDisk(folder)
                        .file("1_books.sql", "-- +goose Up\nCREATE TABLE books (id int PRIMARY KEY, title text);\n")
                        .file("2_m.sql", goose(up))
                        .read())
                .withDeterminism();
    }

    private static String goose(String up) {
        return "-- +goose Up\n-- +goose StatementBegin\n" + up + "\n-- +goose StatementEnd\n";
    }

    private static List<Finding> findings(MigrationResult result) {
        return PolicyRule.findings(Determinism.NAME, result.findings());
    }

    @Test
    void what_is_evaluated_when_it_is_used_and_what_belongs_to_a_user_is_no_finding() {
        Verification verification = roundTrip(
                        "CREATE SCHEMA app; CREATE TABLE app.t (id serial PRIMARY KEY, at timestamptz DEFAULT now(),"
                                + " who text DEFAULT current_user, key uuid DEFAULT gen_random_uuid(), price money,"
                                + " day date DEFAULT CURRENT_DATE, CHECK (at > '2020-01-01 00:00+00'));"
                                + " CREATE VIEW app.v AS SELECT * FROM app.t WHERE at < now();"
                                + " GRANT SELECT ON app.t TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;"
                                + " CREATE FUNCTION app.f() RETURNS text LANGUAGE sql SECURITY DEFINER AS $$ SELECT current_database()::text $$;"
                                + " CREATE ROLE reader_determined; GRANT USAGE ON SCHEMA app TO reader_determined;"
                                // Among the privileges it stands behind one user and before the other.
                                + " GRANT SELECT ON app.t TO reader_determined;")
                .evaluate();

        assertThat(findings(last(verification))).isEmpty();
        assertThat(findings(verification.migrations().get(0))).isEmpty();
    }

    /** What is frozen, what it follows, and where: the object, if it has the same name everywhere, and its attribute. */
    private static final String FROZEN = """
            ALTER TABLE books ADD at timestamp DEFAULT 'now'::timestamp | nothing | public.books.at | default
            ALTER TABLE books ADD n float DEFAULT random(); DO $$ BEGIN EXECUTE format('ALTER TABLE books ALTER n SET DEFAULT %s', random()); END $$ | nothing | public.books.n | default
            DO $$ BEGIN EXECUTE format('ALTER TABLE books ADD d date DEFAULT %L::date', to_char(now(), 'YYYY-MM-DD')); END $$ | clock | public.books.d | default
            DO $$ BEGIN EXECUTE format('CREATE TABLE books_%s (id int)', to_char(now(), 'YYYY_MM')); END $$ | clock | | name
            ALTER TABLE books ADD at timestamptz DEFAULT '2024-01-31 12:00'::timestamptz | time zone | public.books.at | default
            ALTER TABLE books ADD d date DEFAULT '01/02/2024'::date | formats | public.books.d | default
            DO $$ BEGIN EXECUTE format('ALTER TABLE books ADD who text DEFAULT %L', current_user); END $$ | user | public.books.who | default
            DO $$ BEGIN EXECUTE format('COMMENT ON TABLE books IS %L', current_database()); END $$ | database name | public.books | comment
            DO $$ BEGIN EXECUTE format('CREATE SCHEMA of_%s', current_user); END $$ | user | of_postgres | name
            """;

    /** One verification for all: the migration of each works on books of its own, numbered as its version is. */
    private static Stream<Arguments> what_is_frozen_is_named_with_what_it_follows() {
        List<String[]> frozen = new ArrayList<>();
        FROZEN.lines()
                .forEach(line -> frozen.add(
                        line.replace("books", "books_" + (frozen.size() + 2)).split(" *[|] *")));
        StringBuilder tables = new StringBuilder("-- +goose Up\n");
        MigrationsOnDisk migrations = new MigrationsOnDisk(shared);
        for (int i = 0; i < frozen.size(); i++) {
            int version = i + 2;
            tables.append("CREATE TABLE books_" + version + " (id int PRIMARY KEY, title text);\n");
            migrations.file(version + "_m.sql", goose(frozen.get(i)[0] + ";"));
        }
        List<MigrationResult> results = RoundTrip.of(
                        migrations.file("1_books.sql", tables.toString()).read())
                .withDeterminism()
                .evaluate()
                .migrations();
        return IntStream.range(0, frozen.size())
                .mapToObj(i -> Arguments.of(
                        Named.of(frozen.get(i)[0], results.get(i + 1)),
                        frozen.get(i)[1],
                        frozen.get(i)[2],
                        frozen.get(i)[3]));
    }

    @ParameterizedTest
    @MethodSource
    void what_is_frozen_is_named_with_what_it_follows(
            MigrationResult result, String follows, String object, String attribute) {
        Finding finding = only(result, PolicyRule.DETERMINISM_SCHEMA);
        assertThat(finding.facts()).containsEntry("follows", follows).containsEntry("attribute", attribute);
        if (!object.isEmpty()) {
            assertThat(finding.object()).contains(object);
        }
        assertThat(finding.facts().get("here")).isNotEqualTo(finding.facts().get("elsewhere"));
    }

    @Test
    void a_row_that_is_another_elsewhere_is_named_with_what_it_follows() {
        MigrationResult result = last(roundTrip(
                        "CREATE TABLE made (id int PRIMARY KEY, at timestamptz, exact timestamptz, key uuid,"
                                + " year text, day date, filled date DEFAULT CURRENT_DATE, today date, zoned timestamptz, month text,"
                                + " who text, home text, same text, api_token text, utc date); INSERT INTO made SELECT 1, now(), clock_timestamp(), gen_random_uuid(),"
                                + " to_char(now(), 'YYYY'), CURRENT_DATE, NULL, 'today', '2024-01-31 12:00', to_char('01/02/2024'::date, 'MM'),"
                                + " current_user, current_database(), 'same', random(),"
                                + " CASE WHEN current_user = 'postgres' THEN CURRENT_DATE ELSE (CURRENT_TIMESTAMP AT TIME ZONE 'UTC')::date END;"
                                + " INSERT INTO made (id) VALUES (2); CREATE TABLE counted (n int);"
                                + " INSERT INTO counted SELECT n FROM generate_series(1, 4) n WHERE now()::date < CURRENT_DATE + 9;")
                .evaluate());

        Map<String, String> follows = findings(result).stream()
                .collect(Collectors.toMap(
                        finding -> finding.object().orElseThrow().replaceFirst("public[.](made[.])?", ""),
                        finding -> String.valueOf(finding.facts().get("follows"))));
        assertThat(findings(result)).extracting(Finding::rule).containsOnly(PolicyRule.DETERMINISM_ROWS.id());
        assertThat(follows)
                .containsOnly(
                        Map.entry("at", "nothing"),
                        Map.entry("exact", "nothing"),
                        Map.entry("key", "nothing"),
                        Map.entry("year", "clock"),
                        Map.entry("day", "date"),
                        Map.entry("filled", "date"),
                        Map.entry("today", "date"),
                        // The same elsewhere as here, at any hour, until it is another day and nothing else.
                        Map.entry("utc", "date"),
                        Map.entry("zoned", "time zone"),
                        Map.entry("month", "formats"),
                        Map.entry("who", "user"),
                        Map.entry("home", "database name"),
                        Map.entry("api_token", "nothing"),
                        Map.entry("counted", "clock"));
        assertThat(findings(result))
                .filteredOn(finding -> finding.object().equals(Optional.of("public.counted")))
                .extracting(Finding::message)
                .first(as(InstanceOfAssertFactories.STRING))
                .startsWith("Applied elsewhere, the number of rows of table public.counted is another:\n"
                        + "  here       4\n"
                        + "  elsewhere  0\n"
                        + "It follows the clock");
        assertThat(findings(result)).extracting(Finding::message).contains("""
                Applied elsewhere, the values of column public.made.api_token are others:
                  here       '***'
                  elsewhere  '***'
                It follows the clock or a random value: each run gives another.
                So no two databases are equal, and what passes on one need not on the other.""");
    }

    @Test
    void a_column_that_came_out_differently_before_is_told_again_where_it_follows_another_surrounding() {
        List<MigrationResult> found = RoundTrip.of(new MigrationsOnDisk(folder)
                        .file(
                                "1_noted.sql",
                                "-- +goose Up\nCREATE TABLE noted (id int PRIMARY KEY, v text, at timestamptz DEFAULT now());\n"
                                        + "INSERT INTO noted VALUES (1, gen_random_uuid());\n")
                        .file("2_again.sql", goose("INSERT INTO noted VALUES (2, gen_random_uuid());"))
                        .file("3_same.sql", goose("UPDATE noted SET v = v || 'x'; INSERT INTO noted VALUES (3, 'y');"))
                        .file("4_formats.sql", goose("INSERT INTO noted VALUES (4, '01/02/2024'::date);"))
                        .read())
                .withDeterminism()
                .evaluate()
                .migrations();

        assertThat(findings(found.get(0)))
                .extracting(finding -> finding.object().orElseThrow())
                .containsExactlyInAnyOrder("public.noted.at", "public.noted.v");
        assertThat(findings(found.get(1))).isEmpty();
        assertThat(findings(found.get(2))).isEmpty();
        assertThat(findings(found.get(3))).singleElement().satisfies(finding -> {
            assertThat(finding.object()).contains("public.noted.v");
            assertThat(finding.message())
                    .startsWith("Applied elsewhere, the values of column public.noted.v are others:\n"
                            + "  here       '2024-01-02'\n  elsewhere  '2024-02-01'\n");
            assertThat(finding.facts()).containsEntry("follows", "formats");
        });
    }

    @Test
    void both_values_are_shown_and_what_to_write() {
        Finding finding = only(
                last(roundTrip("ALTER TABLE books ADD at timestamptz DEFAULT '2024-01-31 12:00'::timestamptz;")
                        .evaluate()),
                PolicyRule.DETERMINISM_SCHEMA);

        assertThat(finding.file()).contains("2_m.sql");
        assertThat(finding.line()).isEqualTo(3);
        assertThat(finding.message())
                .isEqualTo("Applied elsewhere, the default of column public.books.at is another:\n"
                        + "  here       '2024-01-31 12:00:00+00'::timestamp with time zone\n"
                        + "  elsewhere  '2024-01-30 22:00:00+00'::timestamp with time zone\n"
                        + "It follows the time zone of the session.\n"
                        + "So no two databases are equal, and what passes on one need not on the other.");
        assertThat(finding.remedy()).startsWith("Write the zone down");
    }

    @Test
    void an_up_that_fails_elsewhere_is_an_error_and_what_follows_is_still_checked() {
        Verification verification = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair("1_a", "CREATE TABLE a (d date DEFAULT '12/31/2024'::date);", "DROP TABLE a;")
                        .pair(
                                "2_b",
                                "ALTER TABLE a ADD at timestamp DEFAULT 'now'::timestamp;",
                                "ALTER TABLE a DROP at;")
                        .pair("3_c", "ALTER TABLE a ADD n int;", "ALTER TABLE a DROP n;")
                        .pair(
                                "4_d",
                                "CREATE TABLE p (at timestamptz DEFAULT clock_timestamp()) PARTITION BY RANGE (at);"
                                        + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
                                "DROP TABLE p;")
                        .pair(
                                "5_e",
                                "CREATE TABLE p0 PARTITION OF p FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
                                        + " CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');",
                                "DROP TABLE p0, p2;")
                        .read())
                .withDeterminism()
                .evaluate();

        MigrationResult first = verification.migrations().get(0);
        assertThat(first.verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        Finding finding = only(first, PolicyRule.DETERMINISM_UP_FAILS);
        assertThat(finding.message())
                .startsWith("The up passes here and fails elsewhere: 1_a.up.sql:1:32 ERROR 22008")
                .contains("It follows DateStyle, IntervalStyle or the locale of the session.");
        assertThat(finding.facts()).containsEntry("follows", "formats");
        assertThat(only(verification.migrations().get(1), PolicyRule.DETERMINISM_SCHEMA)
                        .facts())
                .containsEntry("follows", "nothing");
        assertThat(findings(verification.migrations().get(2)))
                .as("what is known is not told again")
                .isEmpty();
        assertThat(findings(verification.migrations().get(4)))
                .as("in another zone alone it overlaps with a partition of here, and fails")
                .hasSize(2)
                .allSatisfy(bound -> assertThat(bound.facts()).containsEntry("follows", "time zone"));
    }

    @Test
    void what_comes_out_differently_each_time_is_no_trace_of_the_down() {
        Verification verification = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair("1_a", "CREATE TABLE a (at timestamp DEFAULT 'now'::timestamp);", "DROP TABLE a;")
                        .read())
                .withDeterminism()
                .evaluate();

        assertThat(verification.migrations().get(0).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(verification.migrations().get(0).findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("roundtrip.not-deterministic", "determinism.schema-differs");
    }
}
