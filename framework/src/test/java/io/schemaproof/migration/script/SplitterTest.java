package io.schemaproof.migration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SplitterTest {

    @Test
    void a_statement_begins_at_its_first_word_behind_comments() {
        List<Fragment> statements = split("/* x\n */ -- y\n  SELECT 1;\r\n\t-- z\r\nSELECT 'ü𝒳', 2 ; ; SELECT 3");

        assertThat(statements).extracting(Fragment::sql).containsExactly("SELECT 1", "SELECT 'ü𝒳', 2", "SELECT 3");
        assertThat(statements)
                .extracting(s -> s.position(0))
                .containsExactly(new Position(3, 3), new Position(5, 1), new Position(5, 20));
    }

    @Test
    void columns_are_characters_and_not_halves_of_them() {
        Fragment statement = split("SELECT '𝒳𝒳', nope").get(0);

        assertThat(statement.position(statement.sql().indexOf("nope"))).isEqualTo(new Position(1, 14));
    }

    @Test
    void a_byte_order_mark_is_no_character() {
        assertThat(split("\uFEFFSELECT 1").get(0).position(0)).isEqualTo(new Position(1, 1));
    }

    @Test
    void a_string_goes_on_behind_the_end_of_a_line_as_in_the_server() {
        assertThat(split("SELECT E'a'\n 'b\\'; c'; SELECT 2")).hasSize(2);
        assertThat(split("SELECT E'a' 'b\\'; SELECT 2")).hasSize(2);
    }

    @Test
    void a_backslash_is_no_command_for_the_server() {
        assertThat(split("\\set x 1\nSELECT 1;")).extracting(Fragment::sql).containsExactly("\\set x 1\nSELECT 1");
    }

    @Test
    void what_is_never_closed_is_reported_where_it_was_opened() {
        for (String open : List.of("'x", "\"x", "$a$ x $b$", "/* /* */ x", "E'\\'")) {
            assertThatExceptionOfType(ScriptException.class)
                    .isThrownBy(() -> split("SELECT 1;\nSELECT " + open + ";\n"))
                    .satisfies(e -> assertThat(e.position()).isEqualTo(new Position(2, 8)))
                    .withMessageStartingWith("unterminated ");
        }
    }

    @Test
    void the_first_line_of_a_part_counts_from_its_file() {
        SourceText source = new SourceText("x.sql", "\nSELECT 1", 40);

        assertThat(Splitter.server(source, () -> true).next().orElseThrow().position(0))
                .isEqualTo(new Position(41, 1));
        assertThat(source.line(41)).isEqualTo("SELECT 1");
    }

    @Test
    @Timeout(120)
    void twenty_megabytes_are_split_in_linear_time() {
        String row = "INSERT INTO t VALUES (1, 'some; text', $$more; text$$); -- and a comment\n";
        long small = time(row.repeat(20_000));
        long large = time(row.repeat(280_000));

        // 14 times the text; a quadratic splitter would take 196 times as long.
        assertThat(large).isLessThan(Math.max(small, Duration.ofMillis(20).toNanos()) * 100);
    }

    @Test
    void flyway_placeholders_keep_positions() {
        SourceText source = new SourceText("x.sql", "SELECT ${a}, nope, ${b} x;\nSELECT ${b}", 1);
        Splitter splitter = FlywayScript.splitter(
                source, FlywayPlaceholders.of(Map.of("a", "a long; value".replace(";", ""), "b", "")));
        Fragment first = splitter.next().orElseThrow();
        Fragment second = splitter.next().orElseThrow();

        assertThat(first.sql()).isEqualTo("SELECT a long value, nope,  x");
        assertThat(first.position(first.sql().indexOf("nope"))).isEqualTo(new Position(1, 14));
        assertThat(first.position(first.sql().indexOf("long"))).isEqualTo(new Position(1, 8));
        assertThat(second.position(0)).isEqualTo(new Position(2, 1));
    }

    private static long time(String text) {
        long begin = System.nanoTime();
        assertThat(split(text)).isNotEmpty();
        return System.nanoTime() - begin;
    }

    private static List<Fragment> split(String text) {
        Splitter splitter = Splitter.server(new SourceText("x.sql", text, 1), () -> true);
        List<Fragment> statements = new ArrayList<>();
        for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            statements.add(next.get());
        }
        return statements;
    }
}
