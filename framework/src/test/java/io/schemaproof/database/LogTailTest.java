package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTailTest {

    private static final String LOG = """
            initdb: hint: one
            2026-01-02 03:04:05.678 UTC [1]  LOG:  database system is ready to accept connections
            2026-01-02 03:04:05.678 UTC [42] shop ERROR:  no pin is hunter2
            2026-01-02 03:04:05.678 UTC [42] shop HINT:  not even hunter2
            2026-01-02 03:04:05.678 UTC [42] shop STATEMENT:  SELECT check('hunter2',
            \t'hunter2')
            2026-01-02 03:04:05.678 UTC [42] shop LOG:  raised with hunter2
            2026-01-02 03:04:05.678 UTC [42] shop PANIC:  could not write to file: No space left on device
            2026-01-02 03:04:05.678 UTC [1]  LOG:  server process (PID 42) was terminated by signal 6: Aborted
            2026-01-02 03:04:05.678 UTC [1]  DETAIL:  Failed process was running: SELECT 'hunter2'
            """;

    @Test
    void an_error_quotes_why_a_server_ended_and_no_statement() {
        assertThat(LogTail.withoutStatements(LOG)).isEqualTo("""
                        The end of its log:
                          initdb: hint: one
                          2026-01-02 03:04:05.678 UTC [1]  LOG:  database system is ready to accept connections
                          2026-01-02 03:04:05.678 UTC [42] shop PANIC:  could not write to file: No space left on device
                          2026-01-02 03:04:05.678 UTC [1]  LOG:  server process (PID 42) was terminated by signal 6: Aborted""");
    }

    @Test
    void what_can_be_said_better_is_cut_off() {
        assertThat(LogTail.cutFrom("It is not running.\n" + LogTail.of(LOG))).isEqualTo("It is not running.");
        assertThat(LogTail.of(" \n")).isEqualTo("It logged nothing.");
    }
}
