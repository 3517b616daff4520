package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void all_are_closed_and_the_first_failure_is_told() {
        IOException other = new IOException("b");
        List<AutoCloseable> things = List.of(
                () -> closed.add("a"),
                () -> {
                    throw new SQLException("a");
                },
                () -> closed.add("b"),
                () -> {
                    throw other;
                },
                () -> closed.add("c"));

        assertThat(Closing.all(things)).hasValueSatisfying(failure -> {
            assertThat((Throwable) failure).hasMessage("a");
            assertThat(failure.getSuppressed()[0]).hasCause(other);
        });
        assertThat(closed).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> Closing.orThrow(things)).hasMessage("a");
    }

    @Test
    void nothing_is_told_where_nothing_fails() throws SQLException {
        Closing.orThrow(List.of(() -> closed.add("a")));

        assertThat(closed).containsExactly("a");
        assertThat(Closing.all(List.of())).isEmpty();
    }
}
