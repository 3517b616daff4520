package io.schemaproof.junit;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.AppliedMigrations;
import java.util.Optional;

/** Applies the ups of a folder to a database that is then cloned for each test. */
final class MigratedTemplate {

    private MigratedTemplate() {}

    /** @throws MigrationException if a script fails, with everything the server said */
    static DatabaseTemplate of(DatabaseServer server, MigrationFolder folder, Optional<Script> before) {
        return DatabaseTemplate.of(
                server, key(folder, before), database -> AppliedMigrations.apply(database, folder, before));
    }

    /** Everything that decides what the template holds; the root too, because psql's scripts include files beside them. */
    private static String key(MigrationFolder folder, Optional<Script> before) {
        StringBuilder key = new StringBuilder("migrations of ")
                .append(folder.root().toAbsolutePath().normalize())
                .append('\n');
        before.ifPresent(script -> append(key, script));
        folder.migrations().forEach(migration -> append(key, migration.up()));
        return key.toString();
    }

    private static void append(StringBuilder key, Script script) {
        key.append(script.path())
                .append(' ')
                .append(script.dialect())
                .append(' ')
                .append(script.mode())
                .append(' ')
                .append(script.text().length())
                .append('\n')
                .append(script.text())
                .append('\n');
    }
}
