package io.schemaproof.database.embedded;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerRequest;
import java.util.Map;

/** A server of its own, for settings that only a start can change. */
public final class ServerWithSettings {

    private ServerWithSettings() {}

    public static DatabaseServer start(Map<String, String> settings) {
        return EmbeddedDatabaseProvider.start(ServerRequest.from(Configuration.ofSystem()), settings);
    }
}
