package io.schemaproof.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogDiffTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void equal_catalogues_have_no_differences() throws SQLException {
        CatalogDiff diff = diff("CREATE TABLE t (a int)", "SELECT 1");

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.describe()).isEqualTo("no differences");
    }

    @Test
    void an_added_column_is_said_in_words() throws SQLException {
        CatalogDiff diff = diff("CREATE TABLE orders (a int)", "ALTER TABLE orders ADD note text");

        assertThat(diff.describe()).isEqualTo("column public.orders.note was added (text, nullable)");
    }

    @Test
    void a_changed_type_shows_from_and_to() throws SQLException {
        CatalogDiff diff = diff("CREATE TABLE t (a int)", "ALTER TABLE t ALTER a TYPE bigint");

        assertThat(diff.describe()).isEqualTo("column public.t.a: type changed\n    from integer\n    to   bigint");
        assertThat(diff.changes()).singleElement().extracting(Change::kind).isEqualTo(ChangeKind.TYPE);
    }

    @ParameterizedTest
    @CsvSource({"14", "17", "18"})
    void set_not_null_is_one_change_on_every_version(int version) throws SQLException {
        try (TestDatabase own = TestDatabase.create(Databases.shared(
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(version)))) {
            CatalogDiff diff = diff(own, "CREATE TABLE t (a int)", "ALTER TABLE t ALTER a SET NOT NULL");

            assertThat(diff.describe()).isEqualTo("column public.t.a became not null");
            assertThat(diff.significant()).hasSize(1);
        }
    }

    @Test
    void a_dropped_table_is_one_change_with_its_parts() throws SQLException {
        CatalogDiff diff =
                diff("CREATE TABLE t (a serial PRIMARY KEY, b int UNIQUE); CREATE INDEX i ON t (b)", "DROP TABLE t");

        assertThat(diff.changes()).singleElement().isInstanceOf(Change.Removed.class);
        // From version 18 on NOT NULL is a constraint.
        assertThat(diff.describe())
                .matches("table public\\.t was removed \\(2 columns, 1 sequence, [23] constraints, 3 indexes\\)");
    }

    @Test
    void an_added_extension_is_one_change() throws SQLException {
        assertThat(diff("SELECT 1", "CREATE EXTENSION hstore").changes()).hasSize(1);
    }

    @Test
    void column_order_alone_is_cosmetic_and_told_once() throws SQLException {
        CatalogDiff diff =
                diff("CREATE TABLE t (a int, b int, c int)", "ALTER TABLE t DROP a; ALTER TABLE t ADD a int");

        assertThat(diff.significant()).isEmpty();
        assertThat(diff.cosmetic()).singleElement().extracting(Change::kind).isEqualTo(ChangeKind.COLUMN_ORDER);
    }

    @Test
    void a_column_that_comes_back_with_another_type_is_a_trace() throws SQLException {
        CatalogDiff diff = diff("CREATE TABLE t (a int, b int)", "ALTER TABLE t DROP a; ALTER TABLE t ADD a bigint");

        assertThat(diff.traces()).singleElement().extracting(Change::kind).isEqualTo(ChangeKind.TYPE);
    }

    @Test
    void white_space_and_comments_of_a_function_are_cosmetic() throws SQLException {
        CatalogDiff diff = diff(
                "CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$BEGIN RETURN 'a  b'; END$$",
                "CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$BEGIN -- why\n  RETURN /* so */ 'a  b'; END$$");

        assertThat(diff.significant()).isEmpty();
        assertThat(diff.cosmetic()).singleElement().extracting(Change::kind).isEqualTo(ChangeKind.LAYOUT);
    }

    @Test
    void white_space_inside_a_literal_is_a_trace() throws SQLException {
        CatalogDiff diff = diff(
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT 'a  b'$$",
                "CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT 'a b'$$");

        assertThat(diff.traces()).singleElement().extracting(Change::kind).isEqualTo(ChangeKind.DEFINITION);
    }

    @Test
    void a_long_body_shows_the_changed_lines_only() throws SQLException {
        CatalogDiff diff = diff(
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN\n  PERFORM 1;\n  RETURN 1;\nEND$$",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN\n  PERFORM 1;\n  RETURN 2;\nEND$$");

        assertThat(diff.describe())
                .isEqualTo("function public.f(): body changed\n    -   RETURN 1;\n    +   RETURN 2;");
    }

    @Test
    void a_check_that_differs_in_parentheses_is_cosmetic() throws SQLException {
        CatalogDiff diff = diff(
                "CREATE TABLE t (a int, b int, c int, CONSTRAINT k CHECK (a > 0 AND b > 0 AND c > 0))",
                "ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0 AND (b > 0 AND c > 0))");

        assertThat(diff.significant()).isEmpty();
        assertThat(diff.cosmetic()).isNotEmpty().allMatch(change -> change.kind() == ChangeKind.SPELLING);
    }

    @Test
    void a_check_that_went_through_a_dump_is_cosmetic() throws SQLException {
        CatalogDiff diff = diff(
                "CREATE TABLE t (s varchar(9), CONSTRAINT k CHECK (s IN ('a', 'b')))",
                "ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k CHECK (((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))");

        assertThat(diff.significant()).isEmpty();
        assertThat(diff.cosmetic()).isNotEmpty();
    }

    @Test
    void a_check_with_other_parentheses_and_another_meaning_is_a_trace() throws SQLException {
        CatalogDiff diff = diff(
                "CREATE TABLE t (a int, b int, c int, CONSTRAINT k CHECK ((a > 0 OR b > 0) AND c > 0))",
                "ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0 OR (b > 0 AND c > 0))");

        assertThat(diff.traces()).isNotEmpty();
        assertThat(diff.cosmetic()).isEmpty();
    }

    @Test
    void an_enum_value_that_stays_is_its_own_kind_and_no_trace() throws SQLException {
        CatalogDiff diff = diff("CREATE TYPE e AS ENUM ('a', 'b')", "ALTER TYPE e ADD VALUE 'x' BEFORE 'b'");

        assertThat(diff.changes()).singleElement().extracting(Change::kind).isEqualTo(ChangeKind.ENUM_VALUE_ADDED);
        assertThat(diff.traces()).isEmpty();
    }

    @Test
    void a_renamed_enum_value_is_a_trace() throws SQLException {
        CatalogDiff diff = diff("CREATE TYPE e AS ENUM ('a', 'b')", "ALTER TYPE e RENAME VALUE 'a' TO 'x'");

        assertThat(diff.traces()).hasSize(1);
    }

    @Test
    void renames_of_keys_and_indexes_are_told_once() throws SQLException {
        CatalogDiff diff = diff(
                "CREATE TABLE p (id int CONSTRAINT pk PRIMARY KEY); CREATE TABLE t (a int CONSTRAINT fk REFERENCES p); CREATE INDEX i ON t (a)",
                "ALTER TABLE t RENAME CONSTRAINT fk TO fk2; ALTER TABLE p RENAME CONSTRAINT pk TO \"Pk 2\"; ALTER INDEX i RENAME TO i2");

        assertThat(diff.changes()).hasSize(3).allMatch(change -> change.kind() == ChangeKind.RENAMED);
        assertThat(diff.describe())
                .contains(
                        "constraint public.t.fk was renamed to public.t.fk2",
                        "index public.i was renamed to public.i2");
        assertThat(diff.significant()).hasSize(3);
    }

    @Test
    void an_index_of_another_name_and_definition_is_no_rename() throws SQLException {
        CatalogDiff diff =
                diff("CREATE TABLE t (a int); CREATE INDEX i ON t (a)", "DROP INDEX i; CREATE INDEX i2 ON t (a DESC)");

        assertThat(diff.changes())
                .extracting(Change::kind)
                .containsExactly(ChangeKind.OBJECT_REMOVED, ChangeKind.OBJECT_ADDED);
    }

    @Test
    void privileges_back_to_the_default_are_no_difference() throws SQLException {
        assertThat(diff("CREATE TABLE t (a int)", "GRANT SELECT ON t TO PUBLIC; REVOKE SELECT ON t FROM PUBLIC")
                        .isEmpty())
                .isTrue();
        assertThat(diff("CREATE TABLE t (a int)", "GRANT SELECT ON t TO PUBLIC").traces())
                .singleElement()
                .extracting(Change::kind)
                .isEqualTo(ChangeKind.PRIVILEGES);
    }

    private static CatalogDiff diff(String first, String then) throws SQLException {
        return diff(database, first, then);
    }

    private static CatalogDiff diff(TestDatabase where, String first, String then) throws SQLException {
        try (Connection connection = where.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(first);
            Catalog before = CatalogReader.read(connection).withoutClusterWide();
            statement.execute(then);
            Catalog after = CatalogReader.read(connection).withoutClusterWide();
            connection.rollback();
            return CatalogDiff.between(before, after);
        }
    }
}
