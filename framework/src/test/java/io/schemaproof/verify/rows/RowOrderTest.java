package io.schemaproof.verify.rows;

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

/** A script that takes what comes first, and one that says what it takes. */
class RowOrderTest {

    private static List<MigrationResult> results = List.of();

    @TempDir
    private static Path folder;

    private static Preserved filling(Preserved project, String step, String column, String value) {
        return project.step(
                step,
                "ALTER TABLE users ADD " + column + ";\n" + value,
                "ALTER TABLE users DROP " + column.replaceFirst(" .*", "") + ";");
    }

    private static String parted(String table) {
        return "CREATE TABLE %1$s_tags (id int, place bigint, tag text, PRIMARY KEY (id, place)); INSERT INTO %1$s_tags SELECT id, place, tag FROM %1$s, unnest(tags) WITH ORDINALITY t (tag, place); ALTER TABLE %1$s DROP tags;"
                .formatted(table);
    }

    private static String joined(String table, String list) {
        return "ALTER TABLE %1$s ADD tags text[] NOT NULL DEFAULT '{}';\nUPDATE %1$s l SET tags = coalesce((SELECT %2$s FROM %1$s_tags t WHERE t.id = l.id), '{}'); ALTER TABLE %1$s ALTER tags DROP DEFAULT; DROP TABLE %1$s_tags;"
                .formatted(table, list);
    }

    @BeforeAll
    static void verify() {
        Preserved project = new Preserved(folder)
                .step(
                        "tables",
                        "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, nick text UNIQUE);"
                                + " CREATE TABLE phones (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, number text NOT NULL, cost double precision,"
                                + " password text NOT NULL, kind int NOT NULL CHECK (kind BETWEEN 1 AND 3)) PARTITION BY RANGE (id);"
                                + " CREATE TABLE phones_all PARTITION OF phones DEFAULT; CREATE TABLE notes (note text, kind int);"
                                + " CREATE TABLE lists (id int PRIMARY KEY, tags text[] NOT NULL); CREATE TABLE ordered (id int PRIMARY KEY, tags text[] NOT NULL);",
                        "DROP TABLE phones, users, notes, lists, ordered;");
        filling(
                project,
                "join",
                "phone text",
                "UPDATE users u SET phone = p.number FROM phones p WHERE p.user_id = u.id;");
        filling(
                project,
                "secret",
                "password text",
                "UPDATE users u SET password = p.password FROM phones p WHERE p.user_id = u.id;");
        filling(
                project,
                "aggregate",
                "numbers text",
                "UPDATE users u SET numbers = (SELECT string_agg(number, ',') FROM phones p WHERE p.user_id = u.id);");
        filling(
                project,
                "limit",
                "first text",
                "DO $$ BEGIN UPDATE users u SET first = (SELECT number FROM phones p WHERE p.user_id = u.id LIMIT 1); END $$;");
        filling(
                project,
                "position",
                "place int",
                "UPDATE users u SET place = n.n FROM (SELECT id, row_number() OVER () AS n FROM users) n WHERE n.id = u.id;");
        project.step(
                "rows",
                "CREATE TABLE kept (id int PRIMARY KEY, number text); INSERT INTO kept SELECT id, number FROM phones LIMIT 5;",
                "DROP TABLE kept;");
        filling(
                project,
                "chosen",
                "best text",
                "UPDATE users u SET best = p.number FROM (SELECT DISTINCT ON (user_id) user_id, number FROM phones ORDER BY user_id, id) p WHERE p.user_id = u.id;");
        filling(
                project,
                "ordered",
                "list text",
                "UPDATE users u SET list = (SELECT string_agg(number, ',' ORDER BY id) FROM phones p WHERE p.user_id = u.id);");
        filling(project, "one", "same text", "UPDATE users u SET same = v.nick FROM users v WHERE v.id = u.id;");
        filling(
                project,
                "random",
                "token text",
                "UPDATE users u SET token = md5(random()::text) FROM phones p WHERE p.user_id = u.id;");
        filling(
                project,
                "sum",
                "cost double precision",
                "UPDATE users u SET cost = s.c FROM (SELECT user_id, sum(cost) AS c FROM phones GROUP BY user_id) s WHERE s.user_id = u.id;");
        filling(
                project,
                "batches",
                "done boolean",
                "DO $$ BEGIN LOOP UPDATE users SET done = true WHERE id IN (SELECT id FROM users WHERE done IS NULL LIMIT 7);"
                        + " EXIT WHEN NOT FOUND; END LOOP; END $$;");
        project.step(
                        "numbered",
                        "CREATE TABLE kinds (id serial PRIMARY KEY, kind int); INSERT INTO kinds (kind) SELECT DISTINCT kind FROM phones;"
                                + " ALTER TABLE phones ADD kind_id int; UPDATE phones p SET kind_id = k.id FROM kinds k WHERE k.kind = p.kind;",
                        "ALTER TABLE phones DROP kind_id; DROP TABLE kinds;")
                .step("parted", parted("lists"), joined("lists", "array_agg(tag)"))
                .step("parted_in_order", parted("ordered"), joined("ordered", "array_agg(tag ORDER BY place)"))
                .step(
                        "keyless",
                        "UPDATE notes n SET note = u.name FROM users u WHERE u.id % 4 = n.kind % 4;",
                        "UPDATE notes SET note = note;");
        results = project.resultsOn(40);
    }

    private static List<Finding> told(String step) {
        return Preserved.findings(results, step, DataRule.DEPENDS_ON_ORDER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            join      | What public.users.phone holds after the up depends on the order in which rows lie: where they lie in the reverse order,   | 2
            secret    | What public.users.password holds after the up depends on the order in which rows lie: where they lie in the reverse order, | 2
            aggregate | What public.users.numbers holds after the up depends on the order in which rows lie: where they lie in the reverse order,  | 2
            limit     | What public.users.first holds after the up depends on the order in which rows lie: where they lie in the reverse order,    | 2
            position  | What public.users.place holds after the up depends on the order in which rows lie: where they lie in the reverse order,    | 2
            parted    | What public.lists.tags holds after the down depends on the order in which rows lie: where they lie in the reverse order,     | 2
            rows      | Which rows public.kept holds after the up depends on the order in which rows lie: where they lie in the reverse order,     | 1
            """)
    void what_comes_first_is_another_in_another_order(String step, String what, int line) {
        assertThat(Preserved.named(results, step).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(told(step)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.line()).isEqualTo(line);
            assertThat(finding.message())
                    .startsWith(what)
                    .containsPattern(" \\d+ rows are others\\.\n  - id='")
                    .endsWith(
                            "\nThe server promises no order, and production's rows lie in another one: which value is taken nobody has chosen.");
            assertThat(finding.remedy())
                    .startsWith("Say which one is meant, in place of a join that finds several rows:");
        });
    }

    @Test
    void values_are_shown_but_for_those_that_are_to_be_hidden() {
        assertThat(told("join").get(0).message()).containsPattern("\n  - id='\\d+': phone '[^']+' -> '[^']+'\n");
        assertThat(told("secret").get(0).message()).containsPattern("\n  - id='\\d+': password '\\*+' -> '\\*+'\n");
    }

    /** An order that is given, one row that is found, values that are others each time, sums that are rounded, numbers of new rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {"chosen", "ordered", "one", "random", "sum", "batches", "numbered", "parted_in_order", "keyless"
            })
    void what_depends_on_no_order_is_not_told(String step) {
        assertThat(told(step)).isEmpty();
    }
}
