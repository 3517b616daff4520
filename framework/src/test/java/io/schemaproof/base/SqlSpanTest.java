package io.schemaproof.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.base.SqlSpan.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSpanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1; -- two\nSELECT 'it''s', E'a\\'b', \"a\"\"b\" /* c /* d */ e */;",
                "DO $x$ BEGIN PERFORM 'a'; END $x$; SELECT $1, a$b$c, 1..2, 1.5e3",
                "COPY t (a) FROM stdin;\n1\tsecret\n\\.\nSELECT 1;",
                "'never closed",
                "$$ never closed",
                "/* never closed",
                "\"never closed",
                "é = 'ü' || U&'\\00e9' || \u20ac",
            })
    void all_parts_together_are_the_script(String sql) {
        assertThat(SqlSpan.of(sql).stream().map(SqlSpan::text).collect(Collectors.joining()))
                .isEqualTo(sql);
    }

    @Test
    void each_part_knows_what_it_is() {
        assertThat(kinds("SELECT 'a', 2 FROM \"T\" -- c\n;"))
                .containsExactly(
                        Kind.WORD, Kind.LITERAL, Kind.OTHER, Kind.NUMBER, Kind.WORD, Kind.NAME, Kind.COMMENT, Kind.END);
        assertThat(kinds("DO $a$ ; $a$;")).containsExactly(Kind.WORD, Kind.DOLLAR, Kind.END);
        assertThat(kinds("COPY t FROM STDIN;\n1;2\n\\.\n"))
                .containsExactly(Kind.WORD, Kind.WORD, Kind.WORD, Kind.WORD, Kind.END, Kind.DATA);
    }

    private static List<Kind> kinds(String sql) {
        return SqlSpan.of(sql).stream()
                .map(SqlSpan::kind)
                .filter(kind -> kind != Kind.SPACE)
                .toList();
    }
}
