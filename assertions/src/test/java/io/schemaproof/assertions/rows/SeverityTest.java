package io.schemaproof.assertions.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.assertions.SchemaSoftAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that only warn, and rows that are kept for later. */
class SeverityTest extends OneDatabase {

    @TempDir
    private Path folder;

    SeverityTest() {
        super("""
                CREATE TABLE orders (id int PRIMARY KEY, total int, note text, token text);
                INSERT INTO orders VALUES (1, 5, 'a "b", c', 's1'), (2, -5, '', 's2'), (3, -6, NULL, NULL);
                CREATE SCHEMA "My Shop"; CREATE TABLE "My Shop"."Lines" AS SELECT 1 AS id FROM generate_series(1, 10001);""");
    }

    @Test
    void a_check_that_warns_says_what_it_found_and_lets_the_chain_go_on() {
        List<String> warnings = new ArrayList<>();
        SchemaAssertions.assertThat(database)
                .rows("orders")
                .warningTo(warnings::add)
                .allSatisfy("id > 0")
                .allSatisfy("total > 0")
                .column("note", note -> note.hasNoNulls());

        assertThat(warnings)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("[rows of public.orders]\nExpected every row to satisfy total > 0\n")
                                .contains("but was : 2 of 3 rows"),
                        second -> assertThat(second).contains("rows of public.orders · note", "1 of 3 rows"));
    }

    @Test
    void a_structural_check_may_warn_and_a_check_before_it_still_fails() {
        List<String> warnings = new ArrayList<>();
        SchemaAssertions.assertThat(database)
                .warningTo(warnings::add)
                .table("orders", orders -> orders.column("note").isNotNullable());
        assertThat(warnings).singleElement().asString().contains("Expected the column to be NOT NULL");

        assertThatThrownBy(() -> SchemaAssertions.assertThat(database)
                        .rows("orders")
                        .allSatisfy("total > 0")
                        .warningTo(warnings::add))
                .hasMessageContaining("Expected every row to satisfy total > 0");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void what_is_missing_fails_all_the_same() {
        List<String> warnings = new ArrayList<>();
        assertThatThrownBy(() -> SchemaAssertions.assertThat(database)
                        .warningTo(warnings::add)
                        .table("ordrs"))
                .hasMessageContaining("did you mean public.orders?");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_soft_assertion_that_warns_collects_nothing() {
        List<String> warnings = new ArrayList<>();
        SchemaSoftAssertions softly = new SchemaSoftAssertions();
        softly.assertThat(database).rows("orders").warningTo(warnings::add).isEmpty();
        softly.assertAll();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void rows_that_fail_are_stored_without_what_messages_hide() throws IOException {
        assertThatThrownBy(() -> orders().storingFailuresIn(folder).allSatisfy("total > 0"))
                .hasMessageContaining("\n  Stored: 2 rows in " + folder.resolve("public.orders-1.csv"));
        assertThat(folder.resolve("public.orders-1.csv")).hasContent("id,total,note,token\n2,-5,\"\",***\n3,-6,,\n");

        assertThatThrownBy(
                        () -> orders().storingFailuresIn(folder).where("id = 1").isEmpty())
                .hasMessageContaining("Stored: 1 row in ");
        assertThat(Files.readString(folder.resolve("public.orders-2.csv")))
                .endsWith("1,5,\"a \"\"b\"\", c\",***" + System.lineSeparator());
        assertThatThrownBy(
                        () -> orders().storingFailuresIn(folder).column("note").isEqualTo("x"))
                .hasMessageContaining("Stored: 2 rows in ");
    }

    @Test
    void nothing_is_stored_of_what_passes_and_not_everything_of_what_fails() throws IOException {
        orders().storingFailuresIn(folder.resolve("none")).allSatisfy("id > 0");
        assertThat(folder.resolve("none")).doesNotExist();

        assertThatThrownBy(() -> SchemaAssertions.assertThat(Rows.of(database.dataSource(), "\"My Shop\".\"Lines\""))
                        .storingFailuresIn(folder)
                        .isUniqueOn("id"))
                .hasMessageContaining("Stored: 1 row in " + folder.resolve("My_Shop.Lines-1.csv"));
        assertThatThrownBy(() -> SchemaAssertions.assertThat(Rows.of(database.dataSource(), "\"My Shop\".\"Lines\""))
                        .storingFailuresIn(folder)
                        .isEmpty())
                .hasMessageContaining("Stored: the first 10,000 rows in " + folder.resolve("My_Shop.Lines-2.csv"));
        try (Stream<String> lines = Files.lines(folder.resolve("My_Shop.Lines-2.csv"))) {
            assertThat(lines).hasSize(10_001);
        }
    }

    @Test
    void a_folder_that_cannot_be_written_hides_no_failure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> orders().storingFailuresIn(file).allSatisfy("total > 0"))
                .hasMessageContaining("2 of 3 rows")
                .hasMessageContaining("Not stored: FileAlreadyExistsException");
    }

    private RowsAssert orders() {
        return SchemaAssertions.assertThat(Rows.of(database.dataSource(), "orders"));
    }
}
