package io.schemaproof.systems.products;

import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

/** Hand out databases of the products system, and folders of its scripts under dated names. */
final class ProductDatabases {

    private ProductDatabases() {}

    /** A database on which these scripts have been run, in this order. */
    static TestDatabase after(ProductScript... scripts) {
        return ScriptedDatabases.after(
                ScriptedDatabases.server(),
                Arrays.stream(scripts).map(ScriptRuns::script).toList());
    }

    /** The three tables with 600 products. */
    static TestDatabase withRows() {
        return after(ProductScript.PRODUCTS, ProductScript.ROWS);
    }

    static void execute(TestDatabase database, String sql) {
        ScriptedDatabases.execute(database, sql);
    }

    /** Run a script of which every statement has to succeed. */
    static MigrationRun run(TestDatabase database, ProductScript script) throws SQLException {
        return ScriptRuns.mustRun(database, ScriptRuns.script(script));
    }

    /** Write an up and a down as one migration into a folder, and read the folder. */
    static MigrationFolder pair(Path folder, String name, ProductScript up, ProductScript down) throws IOException {
        Files.writeString(folder.resolve(name + ".up.sql"), up.text());
        Files.writeString(folder.resolve(name + ".down.sql"), down.text());
        return MigrationReader.read(folder);
    }

    /** Rows for a round trip: those of a script, before a migration. */
    static RowSource rowsBefore(Migration migration, Script rows) {
        return (connection, catalog, moment) -> moment.equals(FillMoment.before(migration))
                ? FillReport.of(MigrationRunner.on(connection).run(rows).outcomes().stream()
                        .mapToLong(StatementOutcome::rows)
                        .sum())
                : FillReport.NOTHING;
    }
}
