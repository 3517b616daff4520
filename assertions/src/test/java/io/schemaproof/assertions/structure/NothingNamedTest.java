package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An assertion that names nothing would pass whatever there is, so it is refused. */
class NothingNamedTest {

    private static Fixture db;

    @BeforeAll
    static void create() throws SQLException {
        db = new Fixture("", """
                CREATE TABLE orders (id int PRIMARY KEY, mail text, phone text);
                INSERT INTO orders VALUES (1, 'a@b', '1');
                CREATE VIEW seen AS SELECT id FROM orders;
                CREATE TYPE mood AS ENUM ('ok');
                CREATE TABLE parts (id int) PARTITION BY LIST (id);
                CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);""");
    }

    @AfterAll
    static void drop() throws SQLException {
        db.close();
    }

    private static void refuses(String message, ThrowingCallable assertion) {
        assertThatIllegalArgumentException().isThrownBy(assertion).withMessageContaining(message);
    }

    @Test
    void columns_and_indexes_of_a_table() {
        String column = "Name at least one column.";
        refuses(column, () -> assertThat(db.schema()).table("orders").hasColumns(new String[0]));
        refuses(column, () -> assertThat(db.schema()).table("orders").hasIndexOn(new String[0]));
        refuses(column, () -> assertThat(db.schema()).table("orders").hasNoIndexOn(new String[0]));
        refuses(
                "Name at least one index.",
                () -> assertThat(db.schema()).table("orders").hasIndexes());
        refuses(
                "Name at least one partition.",
                () -> assertThat(db.schema()).table("parts").partitioning().hasPartitions(new String[0]));
    }

    @Test
    void parts_of_other_objects() {
        String expected = "Name at least one of what is expected.";
        refuses(
                "Name at least one column.",
                () -> assertThat(db.schema()).view("seen").hasColumns(new String[0]));
        refuses(expected, () -> assertThat(db.schema()).view("seen").dependsOn(new String[0]));
        refuses(expected, () -> assertThat(db.schema()).enumType("mood").hasLabels());
    }

    @Test
    void privileges() {
        refuses(
                "privileges on table public.orders: name at least one privilege.",
                () -> assertThat(db.schema()).table("orders").privileges().cannot("PUBLIC"));
        refuses(
                "name at least one privilege.",
                () -> assertThat(db.schema()).table("orders").privileges().can("PUBLIC"));
    }

    @Test
    void rows_and_queries() {
        refuses(
                "Name at least one column.",
                () -> assertThat(db.schema()).rows("orders").row(1).hasValues(Map.of()));
        refuses(
                "Name at least two columns to compare.",
                () -> assertThat(db.schema()).rows("orders").hasAtMostOneOf("mail"));
        refuses("Name at least one query.", () -> assertThat(db.schema()).hasNoMissingIndexFor());
    }
}
