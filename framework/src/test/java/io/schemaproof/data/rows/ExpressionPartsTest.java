package io.schemaproof.data.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of expressions. What comes of it is judged by the server in the other tests. */
class ExpressionPartsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[A-Z]{2}-[0-9]{4}$",
                "^(a|bc|def)+x?$",
                "^\\d{3,5}(?:-\\w+)*$",
                "^[^@ ]+@[a-z.]+\\.[a-z]{2,}$",
                "^([01]\\d|2[0-3]):[0-5]\\d$",
                "^v?\\d+\\.\\d+$",
                "^[a-z0-9]+(-[a-z0-9]+)*$"
            })
    void texts_match_the_expression_they_are_made_from(String expression) {
        List<String> texts = RegexStrings.of(expression, 50, 1);

        assertThat(texts)
                .hasSizeGreaterThan(10)
                .doesNotHaveDuplicates()
                .allMatch(Pattern.compile(expression).asPredicate());
        assertThat(RegexStrings.of(expression, 50, 1)).isEqualTo(texts);
        assertThat(RegexStrings.of(expression, 50, 2)).isNotEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "a{", "\\", "*", ")", "[[:alpha:]", "a|", "(?=x)y", "{3}", ""})
    void a_broken_expression_ends_too(String expression) {
        assertThat(RegexStrings.of(expression, 5, 1)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void constants_are_found_outside_of_names() {
        String expression = "((\"a 1\" > 5) AND (b2 <> 'it''s 7'::text) AND (c > '-3'::integer) AND (d < 1.50))";

        assertThat(SqlLiterals.strings(expression)).containsExactly("it's 7", "-3");
        assertThat(SqlLiterals.numbers(expression)).containsExactly("5", "-3", "1.50");
    }

    @Test
    void a_column_is_mentioned_by_its_name_alone() {
        assertThat(SqlLiterals.mentions("(lower(name) = 'id')", "name")).isTrue();
        assertThat(SqlLiterals.mentions("(lower(name) = 'id')", "id")).isFalse();
        assertThat(SqlLiterals.mentions("(lower(name) = 'id')", "lower")).isFalse();
        assertThat(SqlLiterals.mentions("(surname > 1)", "name")).isFalse();
        assertThat(SqlLiterals.mentions("(\"Na me\" > 1)", "\"Na me\"")).isTrue();
    }

    @Test
    void a_conjunction_is_taken_apart_and_a_disjunction_is_not() {
        assertThat(Conjuncts.of("((a > 1) AND ((b < 2) AND (c = ' AND '::text)))"))
                .containsExactly("a > 1", "b < 2", "c = ' AND '::text");
        assertThat(Conjuncts.of("((a > 1) OR ((b < 2) AND (c > 3)))"))
                .containsExactly("(a > 1) OR ((b < 2) AND (c > 3))");
    }
}
