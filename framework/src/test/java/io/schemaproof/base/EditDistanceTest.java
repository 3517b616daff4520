package io.schemaproof.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "'', abc, 3",
        "orders, orders, 0",
        "orders, ordres, 2",
        "order, orders, 1",
        "kitten, sitting, 3",
        "flaw, lawn, 2",
        "a, A, 1"
    })
    void edits_are_counted_in_either_direction(String from, String to, int edits) {
        assertThat(EditDistance.between(from, to)).isEqualTo(edits);
        assertThat(EditDistance.between(to, from)).isEqualTo(edits);
    }
}
