package io.schemaproof.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlNameTest {

    @Test
    void only_letters_from_a_to_z_are_folded() {
        assertThat(SqlName.folded("Orders_ÄÖ")).isEqualTo("orders_ÄÖ");
    }

    @Test
    void a_name_is_cut_off_behind_63_bytes_and_no_character_in_two() {
        assertThat(SqlName.stored("n".repeat(63))).hasSize(63);
        assertThat(SqlName.stored("n".repeat(64))).hasSize(63);
        assertThat(SqlName.stored("n" + "é".repeat(40))).isEqualTo("n" + "é".repeat(31));
        assertThat(SqlName.stored("nn" + "é".repeat(40))).isEqualTo("nn" + "é".repeat(30));
        assertThat(SqlName.stored("😀".repeat(20))).isEqualTo("😀".repeat(15));
    }
}
