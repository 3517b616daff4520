package io.schemaproof.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextTest {

    @Test
    void a_name_is_quoted_and_its_quotation_marks_are_doubled() {
        assertThat(SqlText.identifier("Odd \"name\"")).isEqualTo("\"Odd \"\"name\"\"\"");
    }

    @Test
    void a_text_becomes_a_literal_that_no_setting_reads_differently() {
        assertThat(SqlText.literal("it's")).isEqualTo("'it''s'");
        assertThat(SqlText.literal("a\\'b")).isEqualTo("E'a\\\\''b'");
    }

    @Test
    void one_is_no_plural() {
        assertThat(Quantity.of(1, "row")).isEqualTo("1 row");
        assertThat(Quantity.of(0, "row")).isEqualTo("0 rows");
    }
}
