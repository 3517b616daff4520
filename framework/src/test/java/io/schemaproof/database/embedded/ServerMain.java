package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JVM of its own that starts a server, tells where it is, and ends as it is told: "exit" or not at all. */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] arguments) throws IOException {
        ServerRequest request = new ServerRequest(
                "embedded", 17, Optional.empty(), Optional.of(Path.of(arguments[0])), Path.of(arguments[1]));
        DatabaseServer server = Databases.shared(request);
        ServerFolder folder = ((EmbeddedServer) server).folder();
        String supervisors = ProcessHandle.current()
                .children()
                .map(child -> String.valueOf(child.pid()))
                .collect(Collectors.joining(","));
        System.out.println("READY " + folder.path() + " " + folder.pidFile().get(0) + " " + supervisors);
        System.out.flush();
        if (System.in.read() == 'x') {
            System.exit(0);
        }
        Runtime.getRuntime().halt(1);
    }
}
