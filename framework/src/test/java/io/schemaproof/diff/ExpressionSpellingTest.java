package io.schemaproof.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionSpellingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "((a > 0)) | (a > 0)",
                "(((a > 0) AND (b > 0)) AND (c > 0)) | ((a > 0) AND ((b > 0) AND (c > 0)))",
                "((a OR b) OR c) | (a OR b OR c)",
                "(a > (0)::numeric) | (a > 0::numeric)",
                "('a'::character varying)::text | 'a'::text",
                "(ARRAY['a'::character varying, 'b'::character varying])::text[] | ARRAY[('a'::character varying)::text, ('b'::character varying)::text]",
            })
    void parentheses_and_casts_without_effect_are_the_same(String a, String b) {
        assertThat(ExpressionSpelling.isSame(a, b)).isTrue();
        assertThat(ExpressionSpelling.isSame(b, a)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "((a - b) - c) | (a - (b - c))",
                "((a OR b) AND c) | (a OR (b AND c))",
                "(NOT (a AND b)) | (NOT a AND b)",
                "(NOT (a)) AND b | NOT ((a) AND b)",
                "(- (a)::text) | (- a)::text",
                "f((a, b)) | f(a, b)",
                "(x).y | x.y",
                "'(a)' | 'a'",
                "'a  b' | 'a b'",
                "('a'::character varying(1))::text | 'a'::text",
                "(a)::text | a",
                "'1'::text | '1'::integer",
                "(a IN (1, 2)) | (a IN (1))",
                "\"A\" | a",
                "CASE WHEN (a AND b) THEN c END | CASE WHEN a AND (b) THEN d END",
            })
    void what_could_mean_something_else_is_different(String a, String b) {
        assertThat(ExpressionSpelling.isSame(a, b)).isFalse();
        assertThat(ExpressionSpelling.isSame(b, a)).isFalse();
    }
}
