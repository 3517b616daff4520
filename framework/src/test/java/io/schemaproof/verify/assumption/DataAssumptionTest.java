package io.schemaproof.verify.assumption;

import static io.schemaproof.verify.Preserved.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What passes on some rows and not on others is said, with the query that finds those. */
class DataAssumptionTest {

    private static final String TABLE =
            "CREATE TABLE parents (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, parent int, name text, total numeric, day daterange);";

    private static final String NEAR =
            "(SELECT *, tableoid, ctid AS place, (int8range((parent)::bigint, ((parent + 9))::bigint)) AS key_1 FROM public.near"
                    + " WHERE ((parent >= 0) AND (parent <= 1000000)))";

    /** Ups that some rows stand in the way of, by the name of their table, and what is said of each. */
    private static final List<Demand> DEMANDS = List.of(
            new Demand(
                    "absent",
                    "ALTER TABLE absent ALTER COLUMN name SET NOT NULL",
                    "ALTER TABLE absent ALTER COLUMN name DROP NOT NULL",
                    "23502",
                    "no row of public.absent has NULL in name",
                    "SELECT * FROM public.absent WHERE name IS NULL"),
            new Demand(
                    "negative",
                    "ALTER TABLE negative ADD CONSTRAINT positive CHECK (total >= 0)",
                    "ALTER TABLE negative DROP CONSTRAINT positive",
                    "23514",
                    "all rows of public.negative pass the check positive",
                    "SELECT * FROM public.negative WHERE NOT ((total >= (0)::numeric))"),
            new Demand(
                    "twice",
                    "CREATE UNIQUE INDEX once ON twice (name)",
                    "DROP INDEX once",
                    "23505",
                    "no two rows of public.twice have the same name",
                    "SELECT name, count(*) FROM public.twice WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1"),
            new Demand(
                    "orphans",
                    "ALTER TABLE orphans ADD CONSTRAINT of FOREIGN KEY (parent) REFERENCES parents",
                    "ALTER TABLE orphans DROP CONSTRAINT of",
                    "23503",
                    "each parent of public.orphans is there in public.parents",
                    "SELECT c.* FROM public.orphans c WHERE c.parent IS NOT NULL AND NOT EXISTS"
                            + " (SELECT FROM public.parents p WHERE p.id = c.parent)"),
            new Demand(
                    "overlapping",
                    "ALTER TABLE overlapping ADD CONSTRAINT apart EXCLUDE USING gist (day WITH &&)",
                    "ALTER TABLE overlapping DROP CONSTRAINT apart",
                    "23P01",
                    "no two rows of public.overlapping exclude each other by apart",
                    "SELECT a.*, b.* FROM public.overlapping a JOIN public.overlapping b ON a.ctid < b.ctid AND a.day && b.day"),
            new Demand(
                    "near",
                    "ALTER TABLE near ADD CONSTRAINT spaced EXCLUDE USING gist (int8range(parent, parent + 9) WITH &&)"
                            + " WHERE (parent BETWEEN 0 AND 1000000)",
                    "ALTER TABLE near DROP CONSTRAINT spaced",
                    "23P01",
                    "no two rows of public.near exclude each other by spaced",
                    "SELECT a.*, b.* FROM " + NEAR + " a JOIN " + NEAR
                            + " b ON a.place < b.place AND a.key_1 && b.key_1"),
            new Demand(
                    "too_long",
                    "ALTER TABLE too_long ALTER COLUMN name TYPE varchar(10)",
                    "ALTER TABLE too_long ALTER COLUMN name TYPE text",
                    "22001",
                    "each value in public.too_long.name fits the type character varying(10)",
                    "SELECT * FROM public.too_long WHERE char_length(rtrim(name::text)) > 10"),
            new Demand(
                    "too_large",
                    "ALTER TABLE too_large ALTER COLUMN total TYPE numeric(12,2)",
                    "ALTER TABLE too_large ALTER COLUMN total TYPE numeric",
                    "22003",
                    "each value in public.too_large.total fits the type numeric(12,2)",
                    "SELECT * FROM public.too_large WHERE abs(round(total::numeric, 2)) >= 1e10"),
            new Demand(
                    "too_many",
                    "ALTER TABLE too_many ALTER COLUMN id TYPE smallint",
                    "ALTER TABLE too_many ALTER COLUMN id TYPE int",
                    "22003",
                    "each value in public.too_many.id fits the type smallint",
                    "SELECT * FROM public.too_many WHERE id NOT BETWEEN -32768 AND 32767"),
            new Demand(
                    "by_default",
                    "CREATE TABLE fives PARTITION OF parted FOR VALUES FROM (5) TO (9)",
                    "DROP TABLE fives",
                    "23514",
                    "no row of the default partition public.by_default belongs to public.fives",
                    "SELECT * FROM public.by_default WHERE ((id IS NOT NULL) AND (id >= 5) AND (id < 9))"),
            new Demand(
                    "coming_in",
                    "ALTER TABLE listed ATTACH PARTITION coming_in FOR VALUES IN ('a', NULL)",
                    "ALTER TABLE listed DETACH PARTITION coming_in",
                    "23514",
                    "all rows of public.coming_in are FOR VALUES IN ('a', NULL)",
                    "SELECT * FROM public.coming_in WHERE (((lower(name) IS NULL) OR (lower(name) = 'a'::text))) IS NOT TRUE"));

    private static final String OTHERS = """
            CREATE TABLE mended (id int PRIMARY KEY, name text);
            CREATE TYPE mood AS ENUM ('new', 'old');
            CREATE TABLE moods (id int PRIMARY KEY, s text CHECK (s IN ('new', 'old', 'lost')));
            CREATE TABLE named (id int PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE kept (id int PRIMARY KEY, kind boolean, name text, UNIQUE (name));
            CREATE TABLE secrets (id int PRIMARY KEY, password text);
            CREATE TABLE pairs (id int PRIMARY KEY, one text, other text);
            CREATE UNIQUE INDEX pair ON pairs (one, id);
            CREATE TABLE signed (id int PRIMARY KEY);
            CREATE TABLE kinds (id serial PRIMARY KEY, name text);
            CREATE TABLE of_kinds (kind int NOT NULL REFERENCES kinds);
            CREATE TABLE both_ways (id int PRIMARY KEY, name text, total numeric);
            CREATE TABLE sorts (id int PRIMARY KEY, name text);
            CREATE TABLE words (id int PRIMARY KEY, name text);
            CREATE TABLE expressions (id int PRIMARY KEY, name text);
            CREATE TABLE tiers (id int PRIMARY KEY, tier text NOT NULL CHECK (tier IN ('free', 'pro')));
            CREATE TABLE old_jobs (id int PRIMARY KEY, run_at timestamp);
            CREATE TABLE cut_texts (id int PRIMARY KEY, body text);
            CREATE TABLE emptied (id int PRIMARY KEY, name varchar(80));
            CREATE TABLE versions (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE local (id int PRIMARY KEY, seen timestamptz);
            CREATE TABLE capped (id int PRIMARY KEY, n int NOT NULL);
            CREATE TABLE done_jobs (id int PRIMARY KEY, run_at timestamp);
            CREATE TABLE parted (LIKE by_default) PARTITION BY RANGE (id);
            ALTER TABLE parted ATTACH PARTITION by_default DEFAULT;
            CREATE TABLE listed (LIKE coming_in) PARTITION BY LIST (lower(name));
            """;

    private static final String OTHERS_AWAY = """
            DROP TABLE mended, moods, named, kept, secrets, pairs, signed, of_kinds, kinds, both_ways, sorts, words, expressions, tiers, old_jobs, done_jobs, cut_texts, emptied, versions, local, capped, parted, listed;
            DROP TYPE mood;
            """;

    /** Those, and others on tables of their own: one verification says of all what one of each would say. */
    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private record Demand(String table, String up, String down, String state, String demand, String query) {}

    @BeforeAll
    static void verify_what_does_not_meet() {
        StringBuilder tables = new StringBuilder("CREATE TABLE parents (id int PRIMARY KEY);\n");
        StringBuilder away = new StringBuilder();
        for (Demand demand : DEMANDS) {
            tables.append("CREATE TABLE ")
                    .append(demand.table())
                    .append(" (id int PRIMARY KEY, parent int, name text, total numeric, day daterange);\n");
            away.append("DROP TABLE ").append(demand.table()).append(";\n");
        }
        Preserved project =
                new Preserved(shared).step("tables", tables + OTHERS, away + "DROP TABLE parents;\n" + OTHERS_AWAY);
        DEMANDS.forEach(demand -> project.step(demand.table(), demand.up() + ";", demand.down() + ";"));
        results = evaluate(steps(project), GeneratedRowSource.of(30));
    }

    private static Preserved steps(Preserved project) {
        return project.step(
                        "mended",
                        "UPDATE mended SET name = 'none' WHERE name IS NULL; ALTER TABLE mended ALTER COLUMN name SET NOT NULL;",
                        "ALTER TABLE mended ALTER COLUMN name DROP NOT NULL;")
                .step(
                        "enum",
                        "ALTER TABLE moods DROP CONSTRAINT moods_s_check; ALTER TABLE moods ALTER COLUMN s TYPE mood USING s::mood;",
                        "ALTER TABLE moods ALTER COLUMN s TYPE text; ALTER TABLE moods ADD CHECK (s IN ('new', 'old', 'lost'));")
                .step(
                        "not_null_again",
                        "ALTER TABLE named ALTER COLUMN name DROP NOT NULL;",
                        "ALTER TABLE named ALTER COLUMN name SET NOT NULL;")
                .step(
                        "unique_again",
                        "ALTER TABLE kept DROP CONSTRAINT kept_name_key;",
                        "ALTER TABLE kept ADD CONSTRAINT kept_name_key UNIQUE (name);")
                .step("sensitive", "CREATE UNIQUE INDEX secret ON secrets (password);", "DROP INDEX secret;")
                .step(
                        "other_columns",
                        "DROP INDEX pair; CREATE UNIQUE INDEX pair ON pairs (other);",
                        "DROP INDEX pair; CREATE UNIQUE INDEX pair ON pairs (one, id);")
                .step(
                        "unexplained",
                        "DO $$ BEGIN IF (SELECT count(*) FROM signed WHERE id < 0) > 1 THEN RAISE 'two negative keys'; END IF; END $$;",
                        "SELECT 1;")
                .step(
                        "taken_keys",
                        "INSERT INTO kinds (id, name) VALUES (3, 'three'), (5, 'five');",
                        "DELETE FROM kinds WHERE id IN (3, 5);")
                .step(
                        "first",
                        "ALTER TABLE both_ways ALTER COLUMN name SET NOT NULL;",
                        "ALTER TABLE both_ways ALTER COLUMN name DROP NOT NULL;")
                .step(
                        "second",
                        "ALTER TABLE both_ways ADD CHECK (total >= 0);",
                        "ALTER TABLE both_ways DROP CONSTRAINT both_ways_total_check;")
                .step(
                        "own_rows",
                        "INSERT INTO sorts VALUES (4, 'four') ON CONFLICT DO NOTHING;",
                        "DELETE FROM sorts WHERE id = 4;")
                .step(
                        "all_in_the_way",
                        "ALTER TABLE words ALTER COLUMN name TYPE int USING name::int;",
                        "ALTER TABLE words ALTER COLUMN name TYPE text;")
                .step("expression", "CREATE UNIQUE INDEX lowered ON expressions (lower(name));", "DROP INDEX lowered;")
                .step(
                        "deleted",
                        "DELETE FROM old_jobs WHERE run_at < to_timestamp(946684800);",
                        "UPDATE old_jobs SET run_at = run_at WHERE id < 0;")
                .step(
                        "cut",
                        "ALTER TABLE cut_texts ALTER body TYPE varchar(50) USING left(body, 50);",
                        "ALTER TABLE cut_texts ALTER body TYPE text;")
                .step(
                        "emptied",
                        "UPDATE emptied SET name = nullif(name, '');",
                        "UPDATE emptied SET name = name WHERE id < 0;")
                .step(
                        "versions",
                        "ALTER TABLE versions ADD v int NOT NULL DEFAULT 1;\nCREATE UNIQUE INDEX of_version ON versions (name, v);",
                        "DROP INDEX of_version;\nALTER TABLE versions DROP v;")
                .step(
                        "local",
                        "ALTER TABLE local ALTER seen TYPE timestamp USING seen AT TIME ZONE 'Europe/Berlin';",
                        "ALTER TABLE local ALTER seen TYPE timestamptz USING seen AT TIME ZONE 'Europe/Berlin';")
                .step("capped", "UPDATE capped SET n = least(n, 100000);", "UPDATE capped SET n = n WHERE id < 0;")
                .step(
                        "deleted_on_purpose",
                        "-- schemaproof:lossy done_jobs because nobody asks for jobs of the last century\n"
                                + "DELETE FROM done_jobs WHERE run_at < to_timestamp(946684800);",
                        "UPDATE done_jobs SET run_at = run_at WHERE id < 0;")
                .step(
                        "half_mended",
                        "ALTER TABLE tiers DROP CONSTRAINT tiers_tier_check; UPDATE tiers SET tier = 'basic' WHERE tier = 'free';"
                                + " ALTER TABLE tiers ADD CHECK (tier IN ('basic', 'pro', 'team'));",
                        "ALTER TABLE tiers DROP CONSTRAINT tiers_tier_check;\nUPDATE tiers SET tier = 'free' WHERE tier = 'basic';\n"
                                + "ALTER TABLE tiers ADD CHECK (tier IN ('free', 'pro'));");
    }

    private Preserved table() {
        return new Preserved(folder).step(TABLE, "DROP TABLE t; DROP TABLE parents;");
    }

    private static List<MigrationResult> evaluate(Preserved project, RowSource source) {
        return RoundTrip.of(project.migrations()).withRows(source).evaluate().migrations();
    }

    private static MigrationResult last(Preserved project) {
        List<MigrationResult> results = evaluate(project, GeneratedRowSource.of(30));
        return results.get(results.size() - 1);
    }

    private static MigrationResult result(String name) {
        return Preserved.named(results, name);
    }

    private static Stream<Demand> an_up_that_fails_on_certain_rows_takes_them_for_granted() {
        return DEMANDS.stream();
    }

    @ParameterizedTest
    @MethodSource
    void an_up_that_fails_on_certain_rows_takes_them_for_granted(Demand demand) {
        MigrationResult result = result(demand.table());

        List<Finding> demands = result.findings().stream()
                .filter(each -> each.rule().equals(DataRule.ASSUMES.id())
                        && each.facts().containsKey("sqlState"))
                .toList();
        assertThat(demands).as(result.findings().toString()).hasSize(1);
        Finding finding = demands.get(0);
        String file = result.migration().version() + "_" + demand.table() + ".up.sql";
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.message())
                .startsWith("The up takes for granted that " + demand.demand()
                        + ". On made-up rows it fails, and passes without those that break this: " + file
                        + ":1:1 ERROR " + demand.state())
                .contains("\nOne of ")
                .contains("Whether production has such rows, this query tells:\n  " + demand.query() + "\n");
        assertThat(finding.facts()).containsEntry("sqlState", demand.state()).containsEntry("query", demand.query());
        assertThat(finding.file()).contains(file);
    }

    @Test
    void an_up_that_fails_on_any_row_is_an_error() {
        MigrationResult result =
                last(table().step("ALTER TABLE t ADD COLUMN x int NOT NULL;", "ALTER TABLE t DROP COLUMN x;"));

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(only(result, DataRule.UP_FAILS).message())
                .startsWith("The up passes on an empty database and fails on one with 60 rows");
        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.ASSUMES.id()));
    }

    @Test
    void where_no_down_brings_others_back_they_are_carried_over() {
        List<MigrationResult> results = RoundTrip.of(new MigrationsOnDisk(folder)
                        .file(
                                "V1__t.sql",
                                "CREATE TABLE parents (id int PRIMARY KEY);\nCREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY"
                                        + " PRIMARY KEY, parent int REFERENCES parents, state text, twice bigint GENERATED ALWAYS AS (id * 2) STORED);")
                        .file(
                                "V2__states.sql",
                                "CREATE TYPE state AS ENUM ('open', 'paid');\nALTER TABLE t ALTER state TYPE state USING state::state,"
                                        + " ALTER state SET NOT NULL;")
                        .read())
                .withRows(GeneratedRowSource.of(30))
                .evaluate()
                .migrations();

        assertThat(results.get(1).findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("roundtrip.no-down", DataRule.ASSUMES.id(), DataRule.ASSUMES.id());
    }

    @Test
    void a_down_that_cannot_tell_what_the_up_has_written_from_what_was_there() {
        MigrationResult result = last(new Preserved(folder)
                .step(
                        "CREATE TABLE tickets (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new', note text NOT NULL DEFAULT ' a ');",
                        "DROP TABLE tickets;")
                .step(
                        "update tickets set state = 'open' where state = 'new'; UPDATE tickets SET note = note WHERE id < 3;",
                        "UPDATE tickets SET state = 'new' WHERE state = 'open';"));

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.message())
                .startsWith(
                        "The down takes for granted that no row of public.tickets held 'open' in state before the up, which writes it"
                                + " into others. A row that did holds 'new' after up and down.")
                .contains("this query tells, before the up:\n  SELECT * FROM public.tickets WHERE state = 'open'\n");
        assertThat(finding.file().orElseThrow()).endsWith(".down.sql");
    }

    @Test
    void a_down_that_brings_usual_values_back_and_not_all() {
        MigrationResult result = last(new Preserved(folder)
                .step(
                        "CREATE TABLE people (id int PRIMARY KEY, first text NOT NULL, last text NOT NULL, vip boolean NOT NULL);",
                        "DROP TABLE people;")
                .step(
                        "ALTER TABLE people ADD full_name text, ADD level int; UPDATE people SET full_name = first || ' ' || last,"
                                + " level = vip::int; ALTER TABLE people DROP first, DROP last, DROP vip, ALTER full_name SET NOT NULL, ALTER level SET NOT NULL;",
                        "ALTER TABLE people ADD first text, ADD last text, ADD vip boolean; UPDATE people SET vip = level = 1,"
                                + " first = split_part(full_name, ' ', 1), last = substr(full_name, strpos(full_name, ' ') + 1);"
                                + " ALTER TABLE people ALTER first SET NOT NULL, ALTER last SET NOT NULL, ALTER vip SET NOT NULL,"
                                + " DROP full_name, DROP level;"));

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(finding.message())
                .startsWith(
                        "Usual values of first in public.people are there again after up and down, and this one is not:"
                                + " 'two words' -> 'two'\n");
        assertThat(finding.facts()).containsEntry("columns", "first");
    }

    @Test
    void a_down_that_knows_what_the_up_has_written_takes_nothing_for_granted() {
        MigrationResult result = last(new Preserved(folder)
                .step(
                        "CREATE TABLE tickets (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new');",
                        "DROP TABLE tickets;")
                .step(
                        "CREATE TABLE opened AS SELECT id FROM tickets WHERE state = 'new';"
                                + " UPDATE tickets SET state = 'open' WHERE state = 'new';",
                        "UPDATE tickets SET state = 'new' WHERE id IN (SELECT id FROM opened); DROP TABLE opened;"));

        assertThat(result.findings()).isEmpty();
    }

    @Test
    void constraints_that_the_script_drops_or_renames_are_known_where_they_fail() {
        Preserved migrations = new Preserved(folder)
                .step("CREATE TABLE people (id int PRIMARY KEY, email text, mail text);", "DROP TABLE people;")
                .step(
                        "ALTER TABLE people ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;\n"
                                + "ALTER TABLE people VALIDATE CONSTRAINT email_there;\n"
                                + "ALTER TABLE people ALTER email SET NOT NULL;\n"
                                + "ALTER TABLE people DROP CONSTRAINT email_there;",
                        "ALTER TABLE people ALTER email DROP NOT NULL;")
                .step(
                        "BEGIN; CREATE UNIQUE INDEX once ON people (mail); -- renamed below\n"
                                + "ALTER TABLE people ADD CONSTRAINT people_mail UNIQUE USING INDEX once; COMMIT;",
                        "ALTER TABLE people DROP CONSTRAINT people_mail;");
        List<MigrationResult> results = evaluate(migrations, GeneratedRowSource.of(60));

        assertThat(only(results.get(1), DataRule.ASSUMES).message())
                .startsWith("The up takes for granted that all rows of public.people pass the check email_there.")
                .contains("SELECT * FROM public.people WHERE NOT ((email IS NOT NULL))");
        assertThat(only(results.get(2), DataRule.ASSUMES).message())
                .startsWith("The up takes for granted that no two rows of public.people have the same mail.");
        assertThat(results).allMatch(result -> result.verdict() == MigrationVerdict.OK);
    }

    @Test
    void rows_that_the_script_mends_itself_are_not_those_that_are_in_its_way() {
        Finding finding = only(result("half_mended"), DataRule.ASSUMES);

        assertThat(finding.message())
                .contains("half_mended.down.sql:3:1 ERROR 23514")
                .containsPattern("One of \\d+: id = '\\d+', tier = 'team'\n")
                .containsPattern(
                        "tells, once the statements before that one have run, which mend \\d+ more rows that it"
                                + " finds here sooner:\n  SELECT \\* FROM public.tiers WHERE NOT ");
        assertThat(finding.facts().get("sample")).contains("tier = 'team'");
    }

    @Test
    void a_row_that_is_deleted_for_what_no_usual_one_holds_is_gone() {
        Finding finding = only(result("deleted"), DataRule.ASSUMES);

        assertThat(finding.message())
                .isEqualTo(
                        "Usual rows of public.old_jobs are there again after up and down, and one with"
                                + " '1969-12-31 23:59:59' in run_at is gone.\n"
                                + "A script deletes it, and none brings it back. Production has values of which nobody has thought.");
        assertThat(finding.remedy())
                .isEqualTo(
                        "Keep the rows that go in a table of their own until nobody goes back any more, and let the"
                                + " down put them back.\n"
                                + "If the loss is meant, say so in the up or the down: -- schemaproof:lossy public.old_jobs because …");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "cut, body, 'long long long long long long long long …' (5000 characters) -> 'long long long long long long long long …' (50 characters)",
                "emptied, name, '' -> NULL",
                "capped, n, '2147483647' -> '100000'"
            })
    void a_text_that_is_cut_an_empty_one_and_a_large_number_are_tried(String step, String column, String loss) {
        assertThat(only(result(step), DataRule.ASSUMES).message())
                .startsWith("Usual values of " + column + " in public." + (step.equals("cut") ? "cut_texts" : step)
                        + " are there again after up and down, and this one is not: " + loss + "\n");
    }

    @Test
    void a_key_with_a_column_that_the_up_adds_asks_of_the_others() {
        MigrationResult result = result("versions");

        assertThat(only(result, DataRule.ASSUMES).message())
                .startsWith(
                        "The up takes for granted that no two rows of public.versions have the same name. On made-up rows")
                .contains(
                        "SELECT name, count(*) FROM public.versions WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1");
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void the_hour_that_comes_twice_is_tried() {
        assertThat(result("local").findings())
                .extracting(Finding::message)
                .anyMatch(message ->
                        message.startsWith("Usual values of seen in public.local are there again after up and down,"
                                + " and this one is not: '2024-10-27 00:30:00+00' -> '2024-10-27 01:30:00+00'\n"));
    }

    @Test
    void decimals_for_which_there_is_no_room_are_tried_beside_numbers_that_are_too_large() {
        assertThat(result("too_large").findings())
                .filteredOn(finding -> finding.rule().equals(DataRule.ASSUMES.id()))
                .extracting(Finding::message)
                .anyMatch(message ->
                        message.startsWith("Usual values of total in public.too_large are there again after up and"
                                + " down, and this one is not: '0.0123456' -> '0.01'\n"))
                .hasSize(2);
    }

    @Test
    void what_is_lost_on_purpose_of_unusual_values_alone_is_no_warning_and_no_idle_declaration() {
        MigrationResult result = result("deleted_on_purpose");

        assertThat(result.findings())
                .extracting(Finding::rule)
                .contains(DataRule.DECLARED_LOSS.id())
                .doesNotContain(DataRule.ASSUMES.id(), DataRule.DECLARATION_UNUSED.id());
        assertThat(only(result, DataRule.DECLARED_LOSS).message())
                .isEqualTo("Lost on purpose, public.done_jobs: rows with unusual values in run_at. The reason:"
                        + " nobody asks for jobs of the last century");
    }

    @Test
    void an_up_that_mends_the_rows_first_takes_nothing_for_granted() {
        MigrationResult result = result("mended");

        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.ASSUMES.id()));
    }

    @Test
    void what_was_thought_of_is_no_guess() {
        RowSource nothing = (connection, catalog, moment) -> {
            if (!moment.isBefore("2")) {
                return FillReport.NOTHING;
            }
            try (Statement statement = connection.createStatement()) {
                return FillReport.of(statement.executeUpdate("INSERT INTO t (id) VALUES (0)"));
            }
        };
        List<MigrationResult> results = evaluate(
                table().step(
                                "ALTER TABLE t ALTER COLUMN name SET NOT NULL;",
                                "ALTER TABLE t ALTER COLUMN name DROP NOT NULL;"),
                nothing.then(GeneratedRowSource.of(30)));

        assertThat(results.get(1).verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        assertThat(only(results.get(1), DataRule.UP_FAILS).message()).contains("23502");
    }

    @Test
    void an_enum_that_a_text_becomes() {
        MigrationResult result = result("enum");

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.facts())
                .containsEntry("query", "SELECT * FROM public.moods WHERE s::text NOT IN ('new', 'old')");
        assertThat(finding.facts().get("sample")).contains("s = 'lost'");
    }

    @Test
    void a_down_that_makes_a_column_not_null_again() {
        MigrationResult result = result("not_null_again");

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.file()).contains(result.migration().version() + "_not_null_again.down.sql");
        assertThat(finding.message())
                .startsWith(
                        "The down takes for granted that no row of public.named has NULL in name. On made-up rows it fails, and passes without those that break this: "
                                + result.migration().version() + "_not_null_again.down.sql:1:1 ERROR 23502")
                .contains(
                        "SELECT * FROM public.named WHERE name IS NULL\nIf it finds some once the up is there, the migration cannot be taken back");
    }

    @Test
    void a_down_that_makes_a_column_unique_again() {
        MigrationResult result = result("unique_again");

        assertThat(only(result, DataRule.ASSUMES).message())
                .startsWith("The down takes for granted that no two rows of public.kept have the same name.");
    }

    @Test
    void the_value_of_a_sensitive_column_is_not_shown() {
        MigrationResult result = result("sensitive");

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(finding.facts().get("sample")).startsWith("password = *** in ");
        assertThat(finding.message()).contains("ERROR 23505\nOne of ");
    }

    @Test
    void a_unique_index_that_is_made_anew_over_other_columns() {
        MigrationResult result = result("other_columns");

        assertThat(only(result, DataRule.ASSUMES).message())
                .startsWith("The up takes for granted that no two rows of public.pairs have the same other.");
    }

    @Test
    void what_nobody_can_explain_is_said_all_the_same() {
        MigrationResult result = result("unexplained");

        Finding finding = only(result, DataRule.ASSUMES);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.message())
                .startsWith(
                        "The up passes on usual rows and fails on unusual ones: NULLs, duplicates, very long texts, the extremes of each type: "
                                + result.migration().version() + "_unexplained.up.sql")
                .contains("two negative keys", "no query can be given");
    }

    @Test
    void of_a_list_one_thing_may_come_twice() {
        Preserved project = table().step(
                        "CREATE TABLE parts (id int REFERENCES t ON DELETE CASCADE, part text, PRIMARY KEY (id, part));"
                                + " INSERT INTO parts SELECT id, unnest(string_to_array(name, ';')) FROM t;",
                        "DROP TABLE parts;");
        MigrationResult result = evaluate(project, GeneratedRowSource.of(150)).get(1);

        assertThat(only(result, DataRule.ASSUMES).message())
                .contains("DETAIL: Key (id, part)=(", ", a,a) already exists");
    }

    @Test
    void keys_that_made_up_rows_have_taken_are_no_warning() {
        MigrationResult result = result("taken_keys");

        Finding finding = only(result, DataRule.ASSUMES_FREE_KEYS);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(finding.message())
                .startsWith(
                        "The up takes for granted that no row of public.kinds has a key of those that it puts in. 2 made-up rows had such a key and went;")
                .endsWith("SELECT * FROM public.kinds WHERE (id::text) IN (('3'), ('5'))");
    }

    @Test
    void after_a_failed_up_the_next_migration_is_checked_on_what_remains() {
        only(result("first"), DataRule.ASSUMES);
        only(result("second"), DataRule.ASSUMES);
    }

    @Test
    void a_down_takes_no_made_up_row_for_its_own() {
        MigrationResult result = result("own_rows");

        only(result, DataRule.ASSUMES_FREE_KEYS);
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
    }

    @Test
    void where_all_rows_are_in_the_way_others_are_made_up_that_are_not() {
        MigrationResult result = result("all_in_the_way");

        assertThat(result.findings())
                .filteredOn(finding -> finding.rule().equals(DataRule.ASSUMES.id()))
                .as("what is in the way, and of the others what does not come back")
                .hasSize(2)
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("fits the type integer"))
                .anyMatch(message -> message.contains("this one is not: '007' -> '7'\n"));
        assertThat(result.verdict()).as(result.findings().toString()).isEqualTo(MigrationVerdict.OK);
        assertThat(result.findings()).noneMatch(finding -> finding.rule().equals(DataRule.NO_ROWS.id()));
    }

    @Test
    void a_unique_index_on_an_expression() {
        MigrationResult result = result("expression");

        assertThat(only(result, DataRule.ASSUMES).message())
                .startsWith(
                        "The up takes for granted that no two rows of public.expressions have the same (lower(name)).");
    }

    @Test
    void a_down_that_makes_texts_short_again_or_an_enum_small() {
        List<MigrationResult> results = evaluate(
                new Preserved(folder)
                        .step(
                                "CREATE TYPE state AS ENUM ('new', 'old'); CREATE TABLE t (id int PRIMARY KEY, name varchar(50), s state);",
                                "DROP TABLE t; DROP TYPE state;")
                        .step(
                                "ALTER TABLE t ALTER COLUMN name TYPE varchar(200);",
                                "ALTER TABLE t ALTER COLUMN name TYPE varchar(50);")
                        .step(
                                "ALTER TYPE state ADD VALUE 'lost';",
                                "ALTER TYPE state RENAME TO former; CREATE TYPE state AS ENUM ('new', 'old');"
                                        + " ALTER TABLE t ALTER COLUMN s TYPE state USING s::text::state; DROP TYPE former;"),
                GeneratedRowSource.of(100));

        assertThat(only(results.get(1), DataRule.ASSUMES).message())
                .startsWith(
                        "The down takes for granted that each value in public.t.name fits the type character varying(50).");
        assertThat(only(results.get(2), DataRule.ASSUMES).facts())
                .containsEntry("query", "SELECT * FROM public.t WHERE s::text NOT IN ('new', 'old')");
        assertThat(results).allSatisfy(result -> assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK));
    }

    @Test
    void a_loss_is_seen_also_where_rows_were_in_the_way() {
        MigrationResult result = last(table().step(
                        "ALTER TABLE t ALTER COLUMN parent TYPE boolean USING name::boolean; ALTER TABLE t DROP COLUMN total;",
                        "ALTER TABLE t ADD COLUMN total numeric; ALTER TABLE t ALTER COLUMN parent TYPE int USING 1;"));
        MigrationResult other = last(new Preserved(folder.resolve("other"))
                .step(TABLE, "DROP TABLE t; DROP TABLE parents;")
                .step(
                        "ALTER TABLE t ALTER COLUMN name SET NOT NULL; ALTER TABLE t DROP COLUMN total;",
                        "ALTER TABLE t ADD COLUMN total numeric; ALTER TABLE t ALTER COLUMN name DROP NOT NULL;"));

        assertThat(result.verdict()).isNotEqualTo(MigrationVerdict.OK);
        only(other, DataRule.ASSUMES);
        assertThat(only(other, DataRule.LOSES_DATA).object()).contains("public.t.total");
    }

    /** The server is another one where a migration makes roles, and its databases are made anew. */
    @Test
    void rows_that_were_in_the_way_do_not_come_back_on_another_server() {
        List<MigrationResult> all = evaluate(
                table().step(
                                "ALTER TABLE t ALTER COLUMN name SET NOT NULL;",
                                "ALTER TABLE t ALTER COLUMN name DROP NOT NULL;")
                        .step(
                                "CREATE ROLE stage_reader; ALTER TABLE t ADD COLUMN more int; GRANT SELECT ON t TO stage_reader;",
                                "ALTER TABLE t DROP COLUMN more; DROP OWNED BY stage_reader; DROP ROLE stage_reader;")
                        .step(
                                "DO $$ BEGIN IF EXISTS (SELECT FROM t WHERE name IS NULL) THEN RAISE 'no name'; END IF; END $$;"
                                        + " ALTER TABLE t ADD COLUMN last int;",
                                "ALTER TABLE t DROP COLUMN last;"),
                GeneratedRowSource.of(30));

        only(all.get(1), DataRule.ASSUMES);
        assertThat(all)
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.findings().toString())
                        .isEqualTo(MigrationVerdict.OK));
        assertThat(all.get(3).findings()).isEmpty();
    }
}
