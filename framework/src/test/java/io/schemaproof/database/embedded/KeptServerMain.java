package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A JVM of its own on a server that outlives it: tells which one, makes a database there, and waits. */
final class KeptServerMain {

    private KeptServerMain() {}

    public static void main(String[] arguments) throws IOException {
        ServerRequest request = new ServerRequest(
                        "embedded", 17, Optional.empty(), Optional.of(Path.of(arguments[0])), Path.of(arguments[1]))
                .reusing(Duration.ofMinutes(5));
        DatabaseServer server = Databases.shared(request);
        TestDatabase database = TestDatabase.create(server);
        KeptFolder folder = ((KeptEmbeddedServer) server).folder();
        System.out.println("READY " + folder.server().pidFile().get(0) + " " + database.name());
        System.out.flush();
        if (System.in.read() == 'x') {
            System.exit(0);
        }
        Runtime.getRuntime().halt(1);
    }
}
