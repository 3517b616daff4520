package io.schemaproof.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlCodeTest {

    @Test
    void comments_go_and_what_only_looks_like_one_stays() {
        assertThat(SqlCode.withoutComments("UPDATE a SET b = '--' /* c /* d */ e */FROM \"f/*\" -- g\nWHERE h"))
                .isEqualTo("UPDATE a SET b = '--'  FROM \"f/*\"  \nWHERE h");
    }

    @Test
    void texts_go_too_and_names_stay() {
        assertThat(SqlCode.withoutCommentsAndTexts("ALTER TABLE \"it's\" ADD a text DEFAULT E'\\' CASCADE' -- b"))
                .isEqualTo("ALTER TABLE \"it's\" ADD a text DEFAULT    ");
    }

    @Test
    void a_body_is_code() {
        assertThat(SqlCode.withoutCommentsAndTexts("DO $$ BEGIN -- it's\nRAISE 'a'; COMMIT; END $$"))
                .isEqualTo("DO $$ BEGIN  \nRAISE  ; COMMIT; END $$");
    }

    @Test
    void what_follows_a_comment_keeps_its_place() {
        assertThat(SqlCode.withBlankComments("a --😀\nb /* c\n */ 'd --'")).isEqualTo("a     \nb     \n    'd --'");
    }

    @Test
    void one_line_keeps_what_is_quoted() {
        assertThat(SqlCode.inOneLine(" SELECT  'a  b', 'c\nd',\n\t\"e  f\" -- why\nFROM  t /* g\n  h */ "))
                .isEqualTo("SELECT 'a  b', 'c\\nd', \"e  f\" FROM t /* g h */");
        assertThat(SqlCode.inOneLine("DO $$ BEGIN\n  NULL;\nEND $$")).isEqualTo("DO $$ BEGIN NULL; END $$");
        assertThat(SqlCode.abbreviated("SELECT\n'a  b'", 13)).isEqualTo("SELECT 'a  b'");
        assertThat(SqlCode.abbreviated("SELECT\n'a  b'", 12)).isEqualTo("SELECT 'a  …");
    }

    @Test
    void a_statement_begins_behind_its_comments() {
        assertThat(SqlCode.afterComments(" ; -- a\n/* b /* c */ */ COMMIT -- d"))
                .isEqualTo("COMMIT -- d");
        assertThat(SqlCode.afterComments("/* never closed")).isEmpty();
    }

    @Test
    void rows_follow_a_copy_from_stdin() {
        assertThat(CopyFromStdin.is("/* a */ COPY t (a, b) FROM -- c\nSTDIN WITH (FORMAT csv)"))
                .isTrue();
        assertThat(CopyFromStdin.is("copy t from stdin")).isTrue();
        assertThat(CopyFromStdin.is("COPY t FROM STDOUT"))
                .as("the same to the server")
                .isTrue();
        assertThat(CopyFromStdin.is("COPY t FROM 'from stdin'")).isFalse();
        assertThat(CopyFromStdin.is("COPY (SELECT a FROM stdin) TO STDOUT")).isFalse();
        assertThat(CopyFromStdin.is("COPY \"from\" stdin TO STDOUT")).isFalse();
        assertThat(CopyFromStdin.is("INSERT INTO copy SELECT a FROM stdin")).isFalse();
    }
}
