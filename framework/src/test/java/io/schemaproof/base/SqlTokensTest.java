package io.schemaproof.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTokensTest {

    @Test
    void white_space_and_nested_comments_are_no_tokens() {
        assertThat(SqlTokens.of("a /* x /* y */ z */ + -- end\n b")).containsExactly("a", "+", "b");
    }

    @Test
    void literals_and_quoted_names_stay_whole() {
        assertThat(SqlTokens.of("E'a\\' --' || 'it''s /*' || \"b\"\"  c\" || $q$ -- $q$"))
                .containsExactly("E'a\\' --'", "||", "'it''s /*'", "||", "\"b\"\"  c\"", "||", "$q$ -- $q$");
    }

    @Test
    void a_comment_that_swallows_code_is_seen() {
        assertThat(SqlTokens.of("a -- b\n c")).isNotEqualTo(SqlTokens.of("a -- b c"));
        assertThat(SqlTokens.of("a - -b")).isNotEqualTo(SqlTokens.of("a --b"));
    }

    @Test
    void numbers_are_not_put_together() {
        assertThat(SqlTokens.of("1. e5")).isNotEqualTo(SqlTokens.of("1.e5"));
        assertThat(SqlTokens.of("1..10")).isEqualTo(SqlTokens.of("1 .. 10"));
        assertThat(SqlTokens.of("a < = b")).isNotEqualTo(SqlTokens.of("a <= b"));
    }
}
