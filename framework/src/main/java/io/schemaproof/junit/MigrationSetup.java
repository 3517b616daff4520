package io.schemaproof.junit;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.data.RowSource;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import java.util.Optional;

/**
 * What a class of tests says of its migrations, for checks that make their databases themselves. Nothing is started or applied for it.
 *
 * @param folder the migrations
 * @param server the server that is asked for
 * @param configuration the parameters of JUnit, the system and the environment
 * @param before script that makes what the migrations expect to be there
 * @param start dump to begin with
 * @param seed rows by version
 * @since 0.1
 */
public record MigrationSetup(
        MigrationFolder folder,
        ServerRequest server,
        Configuration configuration,
        Optional<Script> before,
        Optional<StartingPoint> start,
        Optional<RowSource> seed) {}
