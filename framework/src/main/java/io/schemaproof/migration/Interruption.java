package io.schemaproof.migration;

import io.schemaproof.migration.script.Fragment;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stop a run after one of its statements, to see what stays behind. The tool finds itself where it would be if its next
 * message had failed: it rolls back what it has open.
 *
 * @param afterStatement number of the last statement that is run, counted from 1 over all files of the script
 * @param kind what stops it
 * @since 0.1
 */
public record Interruption(int afterStatement, Kind kind) {

    /** What stops a run. */
    public enum Kind {
        /** A statement that fails; the session goes on. */
        ERROR("DO $$ BEGIN RAISE EXCEPTION 'stopped here to see what stays behind'; END $$"),
        /** The end of the session, as by an administrator or a crash of its process. */
        KILL("SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    /** What is sent instead of the rest. */
    String sql() {
        return kind.sql;
    }

    /** One message of the statements before the stop and the stop. */
    String message(List<Fragment> statements) {
        return statements.stream().limit(afterStatement).map(Fragment::sql).collect(Collectors.joining(";\n")) + ";\n"
                + sql();
    }
}
