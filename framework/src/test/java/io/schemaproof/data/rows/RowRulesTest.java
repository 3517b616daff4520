package io.schemaproof.data.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds whatever the schema is. */
class RowRulesTest {

    private static final String SHOP = """
            CREATE TYPE state AS ENUM ('open', 'paid', 'shipped');
            CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email text UNIQUE,
                born date, token uuid DEFAULT gen_random_uuid(), since timestamptz NOT NULL DEFAULT now(), score double precision);
            CREATE TABLE "Order" (id serial PRIMARY KEY, customer bigint NOT NULL REFERENCES customer, state state NOT NULL,
                total numeric(10,2) NOT NULL CHECK (total >= 0), previous int REFERENCES "Order", tags text[], note text);
            CREATE VIEW v AS SELECT 1 AS one;
            CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM customer;
            """;

    @ParameterizedTest
    @EnumSource
    void the_same_schema_and_request_give_the_same_rows_and_another_seed_others(RowCharacter character)
            throws SQLException {
        RowRequest request = RowRequest.of(200).withCharacter(character).withSeed(7);
        try (RowDatabase one = RowDatabase.of(SHOP);
                // Other OIDs, other places on disk.
                RowDatabase two = RowDatabase.of("CREATE TABLE before (id int); DROP TABLE before;" + SHOP);
                RowDatabase other = RowDatabase.of(SHOP)) {
            assertThat(one.fill(request)).isEqualTo(two.fill(request));
            other.fill(request.withSeed(8));

            assertThat(one.contents())
                    .isEqualTo(two.contents())
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(other.contents());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_left_but_rows(RowCharacter character) throws SQLException {
        try (RowDatabase database = RowDatabase.of(SHOP)) {
            List<String> objects = database.objects();
            List<String> settings = database.column("SELECT name || setting FROM pg_settings WHERE source = 'session'");

            database.fill(RowRequest.of(20).withCharacter(character));

            assertThat(database.objects()).isEqualTo(objects);
            assertThat(database.column("SELECT name || setting FROM pg_settings WHERE source = 'session'"))
                    .isEqualTo(settings);
            assertThat(database.connection().getAutoCommit()).isTrue();
        }
    }

    @Test
    void inside_a_transaction_the_rows_go_with_it() throws SQLException {
        try (RowDatabase database = RowDatabase.of(SHOP)) {
            database.connection().setAutoCommit(false);
            String path = database.value("SHOW search_path");

            assertThat(database.fill(RowRequest.of(5)).added()).isEqualTo(10);

            assertThat(database.value("SHOW search_path")).isEqualTo(path);
            assertThat(database.value("SELECT count(*) FROM customer")).isEqualTo("5");
            database.connection().rollback();
            assertThat(database.value("SELECT count(*) FROM customer")).isEqualTo("0");
            database.connection().setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_table_with_rows_gets_more_and_keeps_those_it_has(RowCharacter character) throws SQLException {
        try (RowDatabase database = RowDatabase.of(SHOP)) {
            database.execute(
                    "INSERT INTO customer (name, email) SELECT 'c' || g, 'user' || g || '@example.com' FROM generate_series(0, 9) g");
            database.fill(RowRequest.of(30).withCharacter(character));
            String rows = "SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM customer c WHERE id <= "
                    + database.value("SELECT max(id) FROM customer");
            String orders = "SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM \"Order\" o WHERE id <= "
                    + database.value("SELECT max(id) FROM \"Order\"");
            String before = database.value(rows);
            String ordersBefore = database.value(orders);
            database.execute("CREATE TABLE more (id int PRIMARY KEY, customer bigint NOT NULL REFERENCES customer)");

            GeneratedRows added =
                    database.fill(RowRequest.of(60).withCharacter(character).withRows("\"Order\"", 40));

            assertThat(added.isComplete()).as(added.describe()).isTrue();
            assertThat(added.table("public.customer").orElseThrow().added()).isEqualTo(30);
            assertThat(added.table("public.\"Order\"").orElseThrow().added()).isEqualTo(10);
            assertThat(added.table("public.more").orElseThrow().before()).isZero();
            assertThat(database.value(rows)).isEqualTo(before);
            assertThat(database.value(orders)).isEqualTo(ordersBefore);
            assertThat(database.fill(RowRequest.of(40)).added()).isZero();
        }
    }

    @Test
    void an_old_row_that_refers_to_nothing_stays_as_it_is() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL);
                CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a);
                INSERT INTO a VALUES (-1, -1);
                ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE NOT VALID;
                """)) {
            GeneratedRows rows = database.fill(RowRequest.of(20));

            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
            assertThat(database.value("SELECT b FROM a WHERE id = -1")).isEqualTo("-1");
            assertThat(database.value("SELECT count(*) FROM a JOIN b ON b.id = a.b"))
                    .isEqualTo("19");
        }
    }

    @Test
    void sequences_are_where_the_rows_are() throws SQLException {
        try (RowDatabase database = RowDatabase.of(SHOP)) {
            database.fill(RowRequest.of(20));

            database.execute("INSERT INTO customer (name) VALUES ('after')");
            assertThat(database.value("SELECT count(DISTINCT id) FROM customer"))
                    .isEqualTo("21");
        }
    }

    @Test
    void typical_rows_have_few_nulls_and_spread_over_their_parents() throws SQLException {
        try (RowDatabase database = RowDatabase.of(SHOP)) {
            database.fill(RowRequest.of(100).withRows("\"Order\"", 1000));

            assertThat(Integer.parseInt(database.value("SELECT count(*) FROM \"Order\" WHERE note IS NULL")))
                    .isBetween(10, 150);
            assertThat(
                            database.value(
                                    "SELECT min(n) >= 12 AND max(n) <= 15 FROM (SELECT count(*) n FROM \"Order\" GROUP BY customer) x"))
                    .isEqualTo("t");
            assertThat(database.value("SELECT count(DISTINCT customer) FROM \"Order\""))
                    .as("one customer in four has ordered nothing")
                    .isEqualTo("75");
        }
    }

    /** Production's lists are so, and a migration that moves all places on by one meets the next one. */
    @Test
    void rows_of_one_parent_stand_at_places_that_follow_each_other() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE TABLE list (id int PRIMARY KEY);
                CREATE TABLE line (list int REFERENCES list, place int, note text, PRIMARY KEY (list, place));
                CREATE TABLE numbered (list int REFERENCES list, id bigint PRIMARY KEY, UNIQUE (list, id));
                CREATE TABLE named (list int REFERENCES list, name text, PRIMARY KEY (list, name));
                """)) {
            GeneratedRows rows = database.fill(RowRequest.of(100));
            GeneratedRows more = database.fill(RowRequest.of(250));

            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
            assertThat(more.isComplete()).as(more.describe()).isTrue();
            assertThat(database.value("SELECT count(*) > 20 FROM line JOIN line next ON next.list = line.list"
                            + " AND next.place = line.place + 1"))
                    .isEqualTo("t");
            assertThatThrownBy(() -> database.execute("UPDATE line SET place = place + 1"))
                    .hasMessageContaining("duplicate key value violates unique constraint \"line_pkey\"");
            assertThat(database.value("SELECT count(DISTINCT id) || ' ' || count(DISTINCT list) FROM numbered"))
                    .as("what another key tells apart stays different in each row")
                    .startsWith("250 ");
        }
    }

    @Test
    void adversarial_rows_have_what_breaks_migrations() throws SQLException {
        try (RowDatabase database = RowDatabase.of(SHOP)) {
            database.fill(RowRequest.of(300).withCharacter(RowCharacter.ADVERSARIAL));

            for (String found : List.of(
                    "note IS NULL",
                    "note = ''",
                    "length(note) > 10000",
                    "note ~ '[^\\u0001-\\u00ff]'",
                    "tags = '{}'",
                    "cardinality(tags) > 2",
                    "tags[1] IS NULL AND cardinality(tags) = 1",
                    "total = 99999999.99",
                    "total = 0",
                    "total = 'NaN'",
                    "previous IS NULL")) {
                assertThat(database.value("SELECT count(*) > 0 FROM \"Order\" WHERE " + found))
                        .as(found)
                        .isEqualTo("t");
            }
            for (String found : List.of(
                    "score = 'NaN'",
                    "score = 'Infinity'",
                    "score::text = '-0'",
                    "since = 'infinity'",
                    "born = '4713-01-01 BC'")) {
                assertThat(database.value("SELECT count(*) > 0 FROM customer WHERE " + found))
                        .as(found)
                        .isEqualTo("t");
            }
            assertThat(
                            database.value(
                                    "SELECT count(*) > 1 FROM (SELECT note FROM \"Order\" GROUP BY note HAVING count(*) > 1) x"))
                    .isEqualTo("t");
            assertThat(database.value(
                            "SELECT max(n) > 100 FROM (SELECT count(*) n FROM \"Order\" GROUP BY customer) x"))
                    .isEqualTo("t");
        }
    }

    @Test
    void row_security_is_passed_by_and_a_trigger_that_completes_rows_is_obeyed() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE TABLE secret (id int PRIMARY KEY);
                ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
                ALTER TABLE secret FORCE ROW LEVEL SECURITY;
                CREATE TABLE doc (id int PRIMARY KEY, title text NOT NULL, words tsvector NOT NULL);
                CREATE FUNCTION index_title() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.words := to_tsvector('simple', NEW.title); RETURN NEW; END $$;
                CREATE TRIGGER words BEFORE INSERT ON doc FOR EACH ROW EXECUTE FUNCTION index_title();
                """)) {
            GeneratedRows rows = database.fill(RowRequest.of(10));

            assertThat(rows.isComplete()).as(rows.describe()).isTrue();
            assertThat(database.value("SELECT count(*) FROM doc WHERE words = to_tsvector('simple', title)"))
                    .isEqualTo("10");
        }
    }

    @Test
    void rows_that_a_trigger_writes_elsewhere_are_counted() throws SQLException {
        try (RowDatabase database = RowDatabase.of("""
                CREATE TABLE audit (id bigserial PRIMARY KEY, note text NOT NULL);
                CREATE TABLE doc (id int PRIMARY KEY);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit (note) VALUES ('new'); RETURN NULL; END $$;
                CREATE TRIGGER noted AFTER INSERT ON doc FOR EACH ROW EXECUTE FUNCTION note();
                """)) {
            GeneratedRows rows = database.fill(RowRequest.of(10));

            assertThat(rows.table("public.audit").orElseThrow().rows())
                    .isEqualTo(Long.parseLong(database.value("SELECT count(*) FROM audit")))
                    .isEqualTo(20);
        }
    }

    @Test
    void tables_are_chosen_by_name() throws SQLException {
        try (RowDatabase database = RowDatabase.of(SHOP)) {
            assertThat(database.fill(RowRequest.of(5).including("customer")).filled())
                    .extracting(FilledTable::table)
                    .containsExactly("public.customer");
            assertThat(database.fill(RowRequest.of(9).excluding("public.customer"))
                            .filled())
                    .extracting(FilledTable::table)
                    .containsExactly("public.\"Order\"");
        }
    }
}
