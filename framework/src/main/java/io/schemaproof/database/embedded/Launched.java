package io.schemaproof.database.embedded;

import io.schemaproof.database.ConnectionSettings;

/** A server that has started and answers. */
record Launched(ServerFolder folder, Running running, String version, ConnectionSettings settings) {}
