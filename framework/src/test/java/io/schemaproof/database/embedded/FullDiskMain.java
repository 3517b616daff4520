package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;

/** A JVM of its own that makes databases until there is no more room, and tells what it was told. */
final class FullDiskMain {

    private static final int MORE_THAN_FIT = 100;

    private FullDiskMain() {}

    public static void main(String[] arguments) {
        ServerRequest request = new ServerRequest(
                "embedded", 17, Optional.empty(), Optional.of(Path.of(arguments[0])), Path.of(arguments[1]));
        DatabaseServer server = Databases.shared(request);
        try {
            for (int i = 0; i < MORE_THAN_FIT; i++) {
                TestDatabase.create(server);
            }
        } catch (DatabaseException e) {
            System.out.println(e.getMessage());
        }
    }
}
