package io.schemaproof.assertions.changes;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.rows.Shop.failsWith;

import io.schemaproof.assertions.rows.Shop;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What refers to nothing is decided by the server's own {@code =}, before as after. */
class OrphansAssertTest {

    private static Shop shop;

    @BeforeAll
    static void create() throws SQLException {
        shop = Shop.with("""
                CREATE TABLE days (day timestamp PRIMARY KEY);
                CREATE TABLE shifts (id int PRIMARY KEY, day date REFERENCES days);
                INSERT INTO days VALUES ('2026-01-01'), ('2026-01-02');
                INSERT INTO shifts VALUES (1, '2026-01-01'), (2, '2026-01-02');

                CREATE COLLATION careless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                CREATE TABLE codes (code text COLLATE careless PRIMARY KEY, note text COLLATE careless);
                CREATE TABLE uses (id int PRIMARY KEY, code text COLLATE careless REFERENCES codes (code));
                INSERT INTO codes VALUES ('a', 'x'), ('b', 'y');
                INSERT INTO uses VALUES (1, 'A'), (2, 'B');

                CREATE TABLE words (word text COLLATE "C" PRIMARY KEY);
                CREATE TABLE texts (id int PRIMARY KEY, word text COLLATE "POSIX" REFERENCES words);
                INSERT INTO words VALUES ('a'), ('b');
                INSERT INTO texts VALUES (1, 'a'), (2, 'b');

                CREATE TABLE empty_parents (id int PRIMARY KEY);
                CREATE TABLE empty_children (id int PRIMARY KEY, parent int REFERENCES empty_parents);
                INSERT INTO empty_children VALUES (1, NULL);

                CREATE TYPE kind AS ENUM ('s', 'm');
                CREATE TABLE kinds (kind kind PRIMARY KEY);
                CREATE TABLE things (id int PRIMARY KEY, kind kind REFERENCES kinds);
                INSERT INTO kinds VALUES ('s'), ('m');
                INSERT INTO things VALUES (1, 's'), (2, 'm');""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    private static ChangesAssert changes(String sql, String... tables) {
        return assertThat(shop.database()).changesOf(() -> shop.execute(sql), tables);
    }

    @Test
    void a_date_refers_to_the_moment_that_it_is_equal_to() throws SQLException {
        changes("UPDATE shifts SET day = '2026-01-01' WHERE id = 2", "days", "shifts")
                .addsNoOrphans();
        failsWith(() -> changes("""
                        ALTER TABLE shifts DROP CONSTRAINT shifts_day_fkey;
                        DELETE FROM days WHERE day = '2026-01-01'""", "days", "shifts").addsNoOrphans(), """
                Expected no row to refer to one that is not there
                  expected: no other than the 0 rows of before
                  but was : 2 rows of public.shifts whose day is no day of public.days
                  orphan: day = 2026-01-01""");
        // An orphan of before is the same one although its type and so its text is another.
        shop.execute("""
                ALTER TABLE shifts ADD CONSTRAINT days FOREIGN KEY (day) REFERENCES days NOT VALID""");
        changes("ALTER TABLE shifts ALTER day TYPE timestamp", "days", "shifts").addsNoOrphans();
    }

    @Test
    void the_collation_of_one_column_is_not_in_the_way_of_that_of_the_other() {
        changes("UPDATE texts SET word = 'a' WHERE id = 2", "words", "texts").addsNoOrphans();
        failsWith(
                () -> changes("""
                        ALTER TABLE texts DROP CONSTRAINT texts_word_fkey;
                        DELETE FROM words WHERE word = 'a'""", "words", "texts").addsNoOrphans(),
                "but was : 2 rows of public.texts whose word is no word of public.words");
    }

    @Test
    void the_collation_of_the_key_decides_and_may_be_dropped() throws SQLException {
        changes("UPDATE uses SET code = 'a' WHERE id = 2", "codes", "uses").addsNoOrphans();
        failsWith(
                () -> changes("""
                        ALTER TABLE uses DROP CONSTRAINT uses_code_fkey;
                        DELETE FROM codes WHERE code = 'a'""", "codes", "uses").addsNoOrphans(),
                "but was : 2 rows of public.uses whose code is no code of public.codes");
        shop.execute("INSERT INTO codes VALUES ('a', 'x');"
                + " ALTER TABLE uses ADD CONSTRAINT code FOREIGN KEY (code) REFERENCES codes");
        changes("""
                ALTER TABLE uses DROP CONSTRAINT code;
                ALTER TABLE uses ALTER code TYPE text COLLATE "C";
                UPDATE codes SET code = lower(code);
                UPDATE uses SET code = lower(code);
                ALTER TABLE codes ALTER code TYPE text COLLATE "C", ALTER note TYPE text COLLATE "C";
                DROP COLLATION careless;""", "codes", "uses").addsNoOrphans();
    }

    @Test
    void a_type_that_somebody_made_may_be_another_afterwards() {
        changes("""
                ALTER TABLE things DROP CONSTRAINT things_kind_fkey;
                ALTER TABLE things ALTER kind TYPE text;
                ALTER TABLE kinds ALTER kind TYPE text;
                DROP TYPE kind;
                CREATE TYPE kind AS ENUM ('small', 'medium');
                UPDATE kinds SET kind = CASE kind WHEN 's' THEN 'small' ELSE 'medium' END;
                UPDATE things SET kind = CASE kind WHEN 's' THEN 'small' ELSE 'medium' END;
                ALTER TABLE things ALTER kind TYPE kind USING kind::kind;
                ALTER TABLE kinds ALTER kind TYPE kind USING kind::kind;""", "kinds", "things").addsNoOrphans();
    }

    @Test
    void where_no_row_refers_to_another_nothing_is_checked() {
        failsWith(
                () -> changes("SELECT 1", "empty_parents", "empty_children").addsNoOrphans(),
                "expected: at least one row that refers to another\n  but was : none: nothing was checked");
        changes("SELECT 1", "empty_parents", "empty_children").allowingNoRows().addsNoOrphans();
    }

    @Test
    void texts_are_compared_as_they_are_written() throws SQLException {
        shop.execute("""
                CREATE COLLATION sloppy (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                CREATE TABLE names (id int PRIMARY KEY, name text COLLATE sloppy);
                INSERT INTO names VALUES (1, 'rome')""");

        failsWith(
                () -> changes("UPDATE names SET name = 'Rome'", "names").hasNoChanges(),
                "modified: id = 1: name was rome, is Rome");
    }
}
