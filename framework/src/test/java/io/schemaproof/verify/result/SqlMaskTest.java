package io.schemaproof.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.SqlMask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlMaskTest {

    private final SqlMask mask =
            new SqlMask(SensitiveColumns.of(Configuration.of(Map.of("schemaproof.masked-columns", "people.nickname"))));

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
                    INSERT INTO u (name, password) VALUES ('bob', 'x') => INSERT INTO u (name, password) VALUES ('***', '***')
                    INSERT INTO u (id, pin) VALUES (7, 4711) => INSERT INTO u (id, pin) VALUES (***, ***)
                    INSERT INTO u VALUES (7, 'x') => INSERT INTO u VALUES (***, '***')
                    INSERT INTO s.u AS x SELECT 7, 'x' => INSERT INTO s.u AS x SELECT ***, '***'
                    INSERT INTO u (SELECT 7, 'x') => INSERT INTO u (SELECT ***, '***')
                    WITH x AS (SELECT 7) INSERT INTO u SELECT 7, 'x' FROM x => WITH x AS (SELECT ***) INSERT INTO u SELECT ***, '***' FROM x
                    MERGE INTO u USING t ON true WHEN NOT MATCHED THEN INSERT VALUES (7, 'x') => MERGE INTO u USING t ON true WHEN NOT MATCHED THEN INSERT VALUES (***, '***')
                    INSERT INTO people (nickname) VALUES ('bo') => INSERT INTO people (nickname) VALUES ('***')
                    UPDATE u SET "apiKey" = 'x' WHERE id = 7 => UPDATE u SET "apiKey" = '***' WHERE id = ***
                    CREATE ROLE r PASSWORD 'x' => CREATE ROLE r PASSWORD '***'
                    ALTER TABLE u ADD password varchar(50) DEFAULT 'x' => ALTER TABLE u ADD password varchar(50) DEFAULT '***'
                    INSERT INTO t (name) VALUES ('bob') => INSERT INTO t (name) VALUES ('bob')
                    CREATE TABLE t (a text DEFAULT 'x') -- the password => CREATE TABLE t (a text DEFAULT 'x') -- the password
                    UPDATE u SET secret = 'x'; UPDATE t SET a = 'x' => UPDATE u SET secret = '***'; UPDATE t SET a = 'x'
                    """)
    void hides_what_may_be_a_value_of_a_sensitive_column(String sql, String shown) {
        assertThat(mask.script(sql)).isEqualTo(shown);
    }

    @Test
    void hides_the_data_of_copy_and_keeps_its_lines() {
        assertThat(mask.script("COPY u (id, password) FROM stdin;\n1\thunter2\n2\thunter3\n\\.\nSELECT 'a';"))
                .isEqualTo("COPY u (id, password) FROM stdin;\n***\n***\n\\.\nSELECT 'a';");
    }

    @Test
    void addresses_lose_their_credentials_everywhere() {
        assertThat(mask.script("-- https://bob:x@git.example.org/a\nSELECT 'postgres://bob:x@db/a'"))
                .isEqualTo("-- https://***@git.example.org/a\nSELECT 'postgres://***@db/a'");
    }

    @Test
    void looks_into_the_bodies_of_functions() {
        assertThat(mask.script("DO $$ BEGIN a := 'b'; UPDATE u SET pin = 1; a := 'b'; END $$"))
                .isEqualTo("DO $$ BEGIN a := 'b'; UPDATE u SET pin = ***; a := 'b'; END $$");
        assertThat(mask.script("DO $$ BEGIN INSERT INTO u VALUES (7, 'x'); END $$"))
                .isEqualTo("DO $$ BEGIN INSERT INTO u VALUES (***, '***'); END $$");
    }

    @Test
    void a_literal_of_several_lines_keeps_them() {
        assertThat(mask.script("UPDATE u SET secret = 'a\nb'; SELECT 1"))
                .isEqualTo("UPDATE u SET secret = '***\n'; SELECT 1");
    }

    @Test
    void a_table_that_is_known_to_hold_nothing_sensitive_is_shown() {
        ChangedTables.learn(
                mask,
                new CatalogDiff(List.of(
                        new Change.Added(table("public.currencies"), List.of(column("public.currencies", "code"))),
                        new Change.Added(table("public.users"), List.of(column("public.users", "password"))))));

        assertThat(mask.script("INSERT INTO currencies VALUES ('EUR')"))
                .isEqualTo("INSERT INTO currencies VALUES ('EUR')");
        assertThat(mask.script("INSERT INTO users VALUES ('EUR')")).isEqualTo("INSERT INTO users VALUES ('***')");
    }

    @Test
    void literals_of_conditions_come_from_rows() {
        assertThat(mask.condition("((email = 'bob'::text) AND (age > 17))"))
                .isEqualTo("((email = '***'::text) AND (age > 17))");
        assertThat(mask.condition("(pin = 4711)")).isEqualTo("(pin = ***)");
    }

    @Test
    void a_default_of_a_sensitive_column_is_hidden() {
        assertThat(mask.definition("public.users.password", "text default 'x'::text"))
                .isEqualTo("text default '***'::text");
        assertThat(mask.definition("public.users.name", "text default 'x'::text"))
                .isEqualTo("text default 'x'::text");
    }

    @Test
    void a_message_that_speaks_of_a_sensitive_column_shows_no_value() {
        assertThat(mask.message("DO $$ SELECT 1 $$", "WARNING: password is 'abc'"))
                .isEqualTo("WARNING: password is '***'");
        assertThat(mask.message("SELECT 1", "NOTICE: 'abc' is fine")).isEqualTo("NOTICE: 'abc' is fine");
    }

    private static CatalogObject table(String name) {
        return new CatalogObject(
                new ObjectId(ObjectKind.TABLE, name), Optional.empty(), new TreeMap<>(), Optional.empty());
    }

    private static CatalogObject column(String table, String name) {
        return new CatalogObject(
                new ObjectId(ObjectKind.COLUMN, table + "." + name),
                Optional.of(new ObjectId(ObjectKind.TABLE, table)),
                new TreeMap<>(),
                Optional.empty());
    }
}
