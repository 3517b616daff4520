package io.schemaproof.assertions;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaproof.database.ServerLog;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerLogAssertTest {

    @Test
    void a_log_without_errors_passes() {
        ServerLog log = new ServerLog("mine", List.of());

        assertThatCode(() -> ServerLogAssert.assertThat(log).hasNoErrors()).doesNotThrowAnyException();
    }

    @Test
    void an_error_fails_with_its_text() {
        ServerLog log = new ServerLog("mine", List.of("ERROR:  division by zero\nSTATEMENT:  SELECT 1/0"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ServerLogAssert.assertThat(log).hasNoErrors())
                .withMessage("""
                        [server log of mine]
                        Expected no error in the server's log
                          expected: 0 errors
                          but was : 1 error
                          ERROR:  division by zero
                          STATEMENT:  SELECT 1/0""");
    }

    @Test
    void of_many_errors_the_first_ten_are_shown() {
        ServerLog log = new ServerLog("mine", Collections.nCopies(12, "FATAL:  out of memory"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> ServerLogAssert.assertThat(log).hasNoErrors())
                .withMessageContaining("but was : 12 errors")
                .withMessageContaining("… and 2 more");
    }
}
