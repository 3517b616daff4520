package io.schemaproof.data.seed;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.SensitiveTables;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.RowSourceException;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A psql script with rows.
 *
 * @param moment when it runs
 */
record SeedFile(FillMoment moment, Script script) {

    /** Run it and return the number of rows that it wrote. */
    long run(Connection connection) throws SQLException {
        MigrationRun run = MigrationRunner.on(connection).run(script);
        if (run.firstError().isPresent()) {
            var failed = run.firstError().get();
            var error = failed.error().orElseThrow();
            throw new RowSourceException(
                    SensitiveTables.format(failed, script, connection), error.file(), error.line());
        }
        run.uncommitted().ifPresent(why -> {
            throw new RowSourceException(why, script.path(), script.firstLine());
        });
        return run.outcomes().stream()
                .mapToLong(outcome -> Math.max(0, outcome.rows()))
                .sum();
    }

    /** Whether a name stands in it, in any letters. */
    boolean mentions(String name) {
        return WholeWord.in(script.text(), name);
    }
}
