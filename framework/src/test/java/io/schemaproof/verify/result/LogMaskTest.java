package io.schemaproof.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogMaskTest {

    private static final String HEAD = "2026-01-02 03:04:05.678 UTC [42] shop ";

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            STATEMENT:  INSERT INTO users (id, password) VALUES (1, 'hunter2') => STATEMENT:  INSERT INTO users (id, password) VALUES (***, '***')
            DETAIL:  Failed process was running: INSERT INTO users VALUES ('hunter2') => DETAIL:  Failed process was running: INSERT INTO users VALUES ('***')
            DETAIL:  Failing row contains (1, hunter2). => DETAIL:  Failing row contains (***).
            DETAIL:  Key (id)=(4711) already exists. => DETAIL:  Key (id)=(***) already exists.
            ERROR:  invalid input syntax for type integer: "hunter2" => ERROR:  invalid input syntax for type integer: "***"
            CONTEXT:  SQL statement "SELECT 'hunter2'" => CONTEXT:  SQL statement "SELECT '***'"
            LOG:  statement: INSERT INTO users (id, password) VALUES (1, 'hunter2') => LOG:  statement: INSERT INTO users (id, password) VALUES (***, '***')
            LOG:  duration: 1.204 ms  execute <unnamed>: UPDATE users SET password = 'hunter2' => LOG:  duration: 1.204 ms  execute <unnamed>: UPDATE users SET password = '***'
            WARNING:  wrong value: "hunter2" => WARNING:  wrong value: "***"
            FATAL:  terminating connection due to administrator command => FATAL:  terminating connection due to administrator command
            LOG:  server process (PID 42) was terminated by signal 9: Killed => LOG:  server process (PID 42) was terminated by signal 9: Killed
            """)
    void hides_what_statements_and_rows_hold(String entry, String shown) {
        assertThat(LogMask.of(HEAD + "LOG:  one\n" + HEAD + entry + "\n"))
                .isEqualTo(HEAD + "LOG:  one\n" + HEAD + shown);
    }
}
