package io.schemaproof.systems.fleet;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.fleet.FleetFile;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The staging database as the 38 files leave it, run by a psql that goes on after errors. */
final class StagingDatabase implements AutoCloseable {

    private final TestDatabase database;
    private final Script script;

    private StagingDatabase(TestDatabase database, Script script) {
        this.database = database;
        this.script = script;
    }

    /** Run them on a server that lacks pgvector, as that of the report does. */
    static StagingDatabase create() throws SQLException {
        DatabaseServer server = Databases.shared(ScriptedDatabases.plain());
        TestDatabase database = TestDatabase.create(server);
        List<FleetFile> files = new ArrayList<>(List.of(FleetFile.BEFORE));
        files.addAll(FleetFile.inOrder());
        StringBuilder succeeded = new StringBuilder();
        for (FleetFile file : files) {
            MigrationRun run = ScriptRuns.runAsPsqlDoes(database, ScriptRuns.script(file));
            run.outcomes().stream()
                    .filter(outcome -> outcome.error().isEmpty())
                    .map(StatementOutcome::statement)
                    .forEach(statement -> succeeded.append(statement.sql()).append(";\n"));
        }
        return new StagingDatabase(database, ScriptRuns.script("staging.sql", succeeded.toString()));
    }

    TestDatabase database() {
        return database;
    }

    /** What makes the same of an empty database: the statements that succeeded, none of which fails. */
    Script script() {
        return script;
    }

    @Override
    public void close() {
        database.close();
    }
}
