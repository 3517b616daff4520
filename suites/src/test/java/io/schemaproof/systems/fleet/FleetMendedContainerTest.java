package io.schemaproof.systems.fleet;

import io.schemaproof.database.ServerRequest;
import io.schemaproof.servers.ExtensionServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("container")
@DisplayName("The report's recommendations as further files, with pgvector")
class FleetMendedContainerTest extends FleetMendedTest {

    @Override
    ServerRequest server() {
        return ExtensionServer.require("vector");
    }

    @Override
    boolean embedding() {
        return true;
    }
}
