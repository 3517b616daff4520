package io.schemaproof.systems.tools;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.tools.ToolScript;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.servers.ExtensionServer;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The tools system as it runs on a server: as it is where pgvector is installed, elsewhere without the column {@code embedding}
 * and its index. What passes without them says nothing about them.
 *
 * @param server where it runs
 * @param embedding whether the column is there
 */
record ToolEdition(ServerRequest server, boolean embedding) {

    /** All of it, or not run. */
    static ToolEdition complete() {
        return new ToolEdition(ExtensionServer.require("vector"), true);
    }

    /** All but the column, on the configured server. */
    static ToolEdition withoutEmbedding() {
        return new ToolEdition(ServerRequest.from(Configuration.ofSystem()), false);
    }

    Script script(ToolScript script) {
        return ScriptRuns.script(script.path(), text(script));
    }

    /** A database on which these scripts have been run, in this order. */
    TestDatabase after(ToolScript... scripts) {
        return ScriptedDatabases.after(
                Databases.shared(server),
                Arrays.stream(scripts).map(this::script).toList());
    }

    /** A database in the older shape, with rows; the extension is there where it can be, as the guide wants it. */
    TestDatabase legacy() {
        TestDatabase database = after(ToolScript.LEGACY, ToolScript.LEGACY_ROWS);
        if (embedding) {
            ScriptedDatabases.execute(database, "CREATE EXTENSION vector");
        }
        return database;
    }

    /** Write migrations into a folder and read them. */
    MigrationFolder migrations(Path folder, ToolScript... scripts) throws IOException {
        for (ToolScript script : scripts) {
            Path file = folder.resolve(script.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(script));
        }
        return MigrationReader.read(folder.resolve("migrations"));
    }

    /** Rows for the round trip: those of a script, at one moment. */
    static RowSource rows(FillMoment when, ToolScript script) {
        return (connection, catalog, moment) -> {
            if (!moment.equals(when)) {
                return FillReport.NOTHING;
            }
            return FillReport.of(MigrationRunner.on(connection)
                    .run(ScriptRuns.script(script))
                    .outcomes()
                    .get(0)
                    .rows());
        };
    }

    static Migration last(MigrationFolder folder) {
        return folder.migrations().get(folder.migrations().size() - 1);
    }

    private String text(ToolScript script) {
        return embedding ? script.text() : script.textWithoutEmbedding();
    }
}
