package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the application of before, which runs beside the new one, does not find or may not write any more. */
class FormerApplicationTest extends OnTwoDatabases {

    @Test
    void a_new_column_that_each_insert_has_to_name_is_an_error() throws SQLException {
        Finding finding = only(
                judge("", LIMIT + "ALTER TABLE t ADD z int NOT NULL DEFAULT 0;\nALTER TABLE t ALTER z DROP DEFAULT;"));

        assertThat(finding.rule()).isEqualTo("safety.required-column");
        assertThat(finding.object()).contains("public.t.z");
        assertThat(finding.line()).isEqualTo(2);
        assertThat(finding.message())
                .startsWith(
                        "The column public.t.z is new, and each INSERT has to name it.\nThe application that runs now");
        assertThat(finding.remedy()).startsWith("ALTER TABLE public.t ALTER COLUMN z SET DEFAULT …;");
        assertThat(judge("", LIMIT + "ALTER TABLE t ADD z int NOT NULL DEFAULT 0; ALTER TABLE t ADD y int;"))
                .isEmpty();
        assertThat(judge("", "CREATE TABLE n (a int NOT NULL, b int GENERATED ALWAYS AS IDENTITY);"))
                .isEmpty();
    }

    @Test
    void a_column_with_another_name_is_told_once_and_one_in_the_place_of_another_one_is_new() throws SQLException {
        String required = "ALTER TABLE t ALTER c SET NOT NULL;";

        assertThat(judge(required, LIMIT + "ALTER TABLE t RENAME c TO z;"))
                .extracting(Finding::rule)
                .containsExactly("safety.rename");
        assertThat(
                        judge(
                                required,
                                LIMIT
                                        + "ALTER TABLE t DROP c, ADD z varchar(50) NOT NULL DEFAULT ''; ALTER TABLE t ALTER z DROP DEFAULT;"))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("safety.drop", "safety.required-column");
        assertThat(judge(
                        "ALTER TABLE t ALTER c SET DEFAULT ''; " + required,
                        LIMIT + "ALTER TABLE t RENAME c TO z; ALTER TABLE t ALTER z DROP DEFAULT;"))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("safety.rename", "safety.default-removed");
    }

    @Test
    void a_default_that_is_gone_is_told_where_the_column_must_not_be_null() throws SQLException {
        String columns = "ALTER TABLE t ADD z int NOT NULL DEFAULT 0, ADD y int;";

        Finding finding = only(judge(columns, LIMIT + "ALTER TABLE t ALTER z DROP DEFAULT, ALTER y DROP DEFAULT;"));
        assertThat(finding.rule()).isEqualTo("safety.default-removed");
        assertThat(finding.message())
                .startsWith("The column public.t.z has no default any more, and must not be null.");
        assertThat(judge(columns, LIMIT + "ALTER TABLE t ALTER z SET DEFAULT 1;"))
                .isEmpty();
    }

    @Test
    void a_column_that_is_not_computed_any_more_is_told() throws SQLException {
        String computed =
                "ALTER TABLE t ADD z int GENERATED ALWAYS AS (a + 1) STORED, ADD y int NOT NULL GENERATED ALWAYS AS (id + 1) STORED;";
        String drop = "ALTER TABLE t ALTER z DROP EXPRESSION;\nALTER TABLE t ALTER y DROP EXPRESSION;";

        List<Finding> findings = judge(computed, LIMIT + drop);
        assertThat(findings).extracting(Finding::rule).containsOnly("safety.expression-removed");
        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.WARNING);
        assertThat(findings).extracting(Finding::line).containsExactly(2, 3);
        assertThat(findings.get(0).message())
                .startsWith("The column public.t.z is not computed any more.\nThe application that runs now names it");
        assertThat(findings.get(0).remedy()).startsWith("First deploy an application that writes z,");
        assertThat(judge(computed, LIMIT + "ALTER TABLE t ALTER z DROP EXPRESSION, ALTER z SET DEFAULT 0;"))
                .extracting(Finding::rule)
                .containsExactly("safety.expression-removed");

        assertThat(judge(
                        computed,
                        LIMIT + drop
                                + " CREATE FUNCTION z() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.z := NEW.a + 1; NEW.y := NEW.id + 1; RETURN NEW; END';"
                                + " CREATE TRIGGER z BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION z();"))
                .isEmpty();
    }

    @Test
    void a_column_that_may_be_null_is_told_unless_something_still_refuses_null() throws SQLException {
        String columns = "CREATE DOMAIN known AS int NOT NULL;\n"
                + "ALTER TABLE t ALTER a SET NOT NULL; ALTER TABLE t ADD \"Z\" int NOT NULL DEFAULT 0;";

        List<Finding> findings = judge(
                columns, LIMIT + "ALTER TABLE t ALTER a DROP NOT NULL;\nALTER TABLE t ALTER \"Z\" DROP NOT NULL;");
        assertThat(findings).extracting(Finding::rule).containsOnly("safety.null-allowed");
        assertThat(findings).extracting(Finding::severity).containsOnly(Severity.NOTE);
        assertThat(findings).extracting(Finding::line).containsExactly(2, 3);
        assertThat(findings.get(0).message())
                .isEqualTo(
                        "The column public.t.a may be null now.\nThe application that runs now, and every server that is not"
                                + " replaced yet, has never met NULL there: it does as soon as the new one writes it, and still does"
                                + " where the release is taken back.");
        assertThat(findings.get(1).remedy())
                .isEqualTo(
                        "First deploy an application that bears NULL in \"Z\", then one that writes it, in a later release.");

        assertThat(judge(
                        columns,
                        LIMIT
                                + "ALTER TABLE t ADD CHECK (a IS NOT NULL) NOT VALID, ALTER a DROP NOT NULL, ADD n int, DROP \"Z\","
                                + " ADD y int;"))
                .extracting(Finding::rule)
                .doesNotContain("safety.null-allowed");
        assertThat(judge(columns + "ALTER TABLE t ALTER a TYPE known;", LIMIT + "ALTER TABLE t ALTER a DROP NOT NULL;"))
                .isEmpty();
        assertThat(of(
                                judge(
                                        columns + "ALTER TABLE t ALTER a TYPE known, ALTER a DROP NOT NULL;",
                                        LIMIT + "ALTER DOMAIN known DROP NOT NULL;"),
                                "safety.null-allowed")
                        .object())
                .contains("public.t.a");
    }

    @Test
    void functions_and_values_that_are_no_more_are_told() throws SQLException {
        String more = "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                + " CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                + " CREATE TYPE state AS ENUM ('open', 'done');";

        Finding gone = only(judge(more, "DROP FUNCTION f;\nDROP FUNCTION g;"));
        assertThat(gone.rule()).isEqualTo("safety.drop");
        assertThat(gone.message()).startsWith("The function public.f(integer) is gone.");
        Finding renamed = only(judge(more, "ALTER TYPE state RENAME VALUE 'open' TO 'begun';"));
        assertThat(renamed.rule()).isEqualTo("safety.rename");
        assertThat(renamed.message()).startsWith("The value 'open' of public.state is no more.");
        // Others say that this cannot be in a transaction.
        Finding added = only(
                judge(
                        more,
                        "SELECT 1;\nALTER TYPE state ADD VALUE 'begun';\nCREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 2';"));
        assertThat(added.rule()).isEqualTo("safety.value-added");
        assertThat(added.severity()).isEqualTo(Severity.NOTE);
        assertThat(added.line()).isEqualTo(2);
        assertThat(added.message())
                .startsWith(
                        "The enum type public.state takes 'begun' now.\nThe application that runs now, and every server");
        assertThat(judge(more, "CREATE TYPE kind AS ENUM ('a');")).isEmpty();
    }

    @Test
    void extensions_that_are_no_more_or_elsewhere_are_told() throws SQLException {
        String made =
                "CREATE SCHEMA IF NOT EXISTS elsewhere; DROP EXTENSION IF EXISTS pg_trgm; CREATE EXTENSION pg_trgm SCHEMA %s;";

        Finding gone = only(judge(made.formatted("public"), LIMIT + "DROP EXTENSION pg_trgm;"));
        assertThat(gone.rule()).isEqualTo("safety.name-removed");
        assertThat(gone.line()).isEqualTo(2);
        assertThat(gone.message()).startsWith("The extension pg_trgm is gone.\n");
        assertThat(gone.remedy())
                .isEqualTo(
                        "First deploy an application without what it brings, such as public.set_limit(), public.show_limit() and"
                                + " public.show_trgm(), then let it be dropped, in a later release.");
        Finding moved = only(judge(made.formatted("public"), LIMIT + "ALTER EXTENSION pg_trgm SET SCHEMA elsewhere;"));
        assertThat(moved.message())
                .startsWith("The extension pg_trgm is in the schema elsewhere now, and was in public.\n");
        assertThat(moved.remedy())
                .startsWith("First let the search_path of whoever uses what it brings")
                .contains(" hold elsewhere");
        assertThat(of(
                                judge(made.formatted("elsewhere"), LIMIT + "DROP SCHEMA elsewhere CASCADE;"),
                                "safety.name-removed")
                        .line())
                .isEqualTo(2);

        assertThat(judge(made.formatted("public"), LIMIT + "ALTER EXTENSION pg_trgm UPDATE;"))
                .extracting(Finding::rule)
                .doesNotContain("safety.name-removed");
        assertThat(judge(made.formatted("public"), LIMIT + "DROP EXTENSION pg_trgm; CREATE EXTENSION pg_trgm;"))
                .isEmpty();
    }

    @Test
    void sequences_and_types_that_are_no_more_are_told() throws SQLException {
        String more = "CREATE SEQUENCE numbers; CREATE SEQUENCE other; ALTER TABLE t ADD n serial, ADD m serial;"
                + " ALTER TABLE t ADD i int GENERATED ALWAYS AS IDENTITY; CREATE TYPE state AS ENUM ('open');"
                + " CREATE DOMAIN email AS text; CREATE TYPE pair AS (a int); ALTER TABLE t ADD s state, ADD e email;";

        Finding renamed = only(judge(more, LIMIT + "ALTER SEQUENCE numbers RENAME TO t_numbers;"));
        assertThat(renamed.rule()).isEqualTo("safety.name-removed");
        assertThat(renamed.object()).contains("public.numbers");
        assertThat(renamed.message())
                .startsWith("The sequence public.numbers has another name.\nColumns and defaults follow a new name")
                .endsWith("its statements fail from the commit on.");
        assertThat(renamed.remedy())
                .isEqualTo(
                        "First deploy an application without nextval('public.numbers'), then let it be renamed, in a later release.");
        Finding dropped = of(
                judge(
                        more,
                        LIMIT
                                + "ALTER TABLE t ALTER s TYPE text; DROP TYPE state; ALTER TABLE t DROP COLUMN e; DROP DOMAIN email;"),
                "safety.name-removed");
        assertThat(dropped.message()).startsWith("The enum type public.state is gone.");
        assertThat(dropped.remedy())
                .isEqualTo(
                        "First deploy an application without ?::public.state, then let it be dropped, in a later release.");
        assertThat(only(judge(more, "CREATE SCHEMA own; ALTER TYPE pair SET SCHEMA own;"))
                        .message())
                .startsWith("The composite type public.pair has another name.");
        assertThat(
                        judge(
                                more,
                                LIMIT
                                        + "ALTER TABLE t ALTER n DROP DEFAULT; DROP SEQUENCE t_n_seq; ALTER TABLE t DROP COLUMN m, ALTER i DROP IDENTITY;"))
                .extracting(Finding::rule, finding -> finding.object().orElse(""))
                .contains(tuple("safety.name-removed", "public.t_n_seq"))
                .doesNotContain(
                        tuple("safety.name-removed", "public.t_m_seq"), tuple("safety.name-removed", "public.t_i_seq"));
        // Another one has the name.
        assertThat(judge(
                        more,
                        LIMIT
                                + "ALTER TYPE state RENAME TO former; CREATE TYPE state AS ENUM ('open', 'done');"
                                + " ALTER TABLE t ALTER s TYPE state USING s::text::state; DROP TYPE former;"))
                .extracting(Finding::rule)
                .doesNotContain("safety.name-removed");
    }

    @Test
    void tables_that_one_transaction_locks_one_after_the_other_are_told_once() throws SQLException {
        Finding finding = only(judge(
                "CREATE TABLE third (id int);",
                LIMIT + "ALTER TABLE t ADD z int;\nALTER TABLE t ADD y int;\nALTER TABLE p ADD z int;\n"
                        + "ALTER TABLE third ADD z int;"));

        assertThat(finding.rule()).isEqualTo("safety.several-tables");
        assertThat(finding.line()).isEqualTo(4);
        assertThat(finding.message())
                .startsWith(
                        "Asks for ACCESS EXCLUSIVE on public.p (reads and writes wait) while its transaction holds ACCESS"
                                + " EXCLUSIVE on public.t (reads and writes wait) since line 2, ALTER TABLE t ADD z int.");
        assertThat(judge("", LIMIT + "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p NOT VALID;"))
                .extracting(Finding::rule)
                .containsOnly("safety.stricter");
        assertThat(
                        databases.judgeApart(
                                "SET lock_timeout = '2s'; ALTER TABLE t ADD z int; ALTER TABLE p ADD z int; RESET lock_timeout;"))
                .isEmpty();
    }

    @Test
    void what_the_server_says_has_no_effect_is_told() throws SQLException {
        Finding local = of(databases.judgeApart("SET LOCAL search_path = pg_catalog;"), "safety.without-effect");
        assertThat(local.message())
                .startsWith(
                        "The server says of SET LOCAL search_path = pg_catalog: WARNING: SET LOCAL can only be used in"
                                + " transaction blocks");
        Finding nested = of(databases.judge("BEGIN;\nCREATE TABLE n (id int);"), "safety.without-effect");
        assertThat(nested.message()).contains("there is already a transaction in progress");
        assertThat(nested.remedy()).startsWith("Leave BEGIN and COMMIT to the tool");
        String name = "n".repeat(70);
        assertThat(of(databases.judge("CREATE TABLE " + name + " (id int);"), "safety.without-effect")
                        .remedy())
                .isEqualTo("A name of at most 63 bytes.");
        assertThat(databases.judge("DO $$ BEGIN RAISE WARNING 'mind'; END $$; DROP TABLE IF EXISTS nope;"))
                .isEmpty();
        Finding there = only(
                databases.judge(
                        "CREATE TABLE IF NOT EXISTS n (id int);\nCREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, phone text);"));
        assertThat(there.rule()).isEqualTo("safety.without-effect");
        assertThat(there.line()).isEqualTo(2);
        assertThat(there.message()).contains("relation \"t\" already exists, skipping\nIt looks as if it were done.");
        assertThat(there.remedy()).startsWith("ALTER TABLE for what is to be another than it is;");
        assertThat(
                        databases.judge(
                                "CREATE TABLE IF NOT EXISTS n (id int); CREATE TABLE IF NOT EXISTS n (id int); CREATE SCHEMA IF NOT EXISTS public;"))
                .isEmpty();
    }

    @Test
    void a_default_of_a_column_that_may_be_null_is_missed_too() throws SQLException {
        String column = "ALTER TABLE t ADD z text DEFAULT 'new';";

        Finding finding = only(judge(column, LIMIT + "ALTER TABLE t ALTER z DROP DEFAULT;"));
        assertThat(finding.rule()).isEqualTo("safety.default-removed");
        assertThat(finding.message())
                .startsWith(
                        "The column public.t.z has no default any more: who leaves it out has NULL there, and had 'new'::text.\n"
                                + "An INSERT of the application that runs now may leave it out: it fails then, or has NULL");

        String fill = "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN NEW.z := coalesce(NEW.z, ''new''); RETURN NEW; END';"
                + " CREATE TRIGGER fill BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fill();";
        assertThat(judge(column, LIMIT + fill + "ALTER TABLE t ALTER z DROP DEFAULT;"))
                .isEmpty();
        assertThat(judge(column, LIMIT + "ALTER TABLE t ALTER z SET DEFAULT 'open';"))
                .isEmpty();
        assertThat(judge("ALTER TABLE t ADD z text DEFAULT NULL;", LIMIT + "ALTER TABLE t ALTER z DROP DEFAULT;"))
                .isEmpty();
        assertThat(judge("", LIMIT + "ALTER TABLE t ADD z text DEFAULT 'new'; ALTER TABLE t ALTER z DROP DEFAULT;"))
                .isEmpty();
    }

    @Test
    void a_column_of_a_view_gets_no_column_of_a_table_beside_it() throws SQLException {
        for (String kind : List.of("VIEW", "MATERIALIZED VIEW")) {
            Finding finding = of(
                    judge(
                            "CREATE " + kind + " v AS SELECT id, a FROM t;",
                            LIMIT + "ALTER " + kind + " v RENAME COLUMN a TO b;"),
                    "safety.rename");

            assertThat(finding.message()).startsWith("The column public.v.a is called b now.");
            assertThat(finding.remedy())
                    .isEqualTo(
                            "Leave a in public.v, with b behind the other columns, and take it out in a later release.");
        }
    }
}
