package io.schemaproof.backup;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.InstalledClientPrograms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the client programs for a server: its own, else the oldest installed ones that are new enough. */
final class ClientChoice {

    private final List<ClientPrograms> all;

    private ClientChoice(List<ClientPrograms> all) {
        this.all = all;
    }

    static ClientChoice beside(DatabaseServer server, Configuration configuration) {
        List<ClientPrograms> all = new ArrayList<>();
        server.clientPrograms().ifPresent(all::add);
        all.addAll(InstalledClientPrograms.find(configuration));
        return new ClientChoice(all);
    }

    static ClientChoice installed(Configuration configuration) {
        return new ClientChoice(InstalledClientPrograms.find(configuration));
    }

    /** Those that can dump a server of this major version; an older pg_dump refuses. */
    Optional<ClientPrograms> forServer(int majorVersion) {
        return all.stream()
                .filter(programs -> programs.majorVersion() >= majorVersion)
                .findFirst();
    }

    /** The newest: an archive can be read by a pg_restore that is as new as the pg_dump that wrote it. */
    Optional<ClientPrograms> newest() {
        return all.stream().reduce((one, other) -> other.majorVersion() > one.majorVersion() ? other : one);
    }

    /** Why none can dump a server of this major version, as a sentence with the ways out. */
    String whyNot(int majorVersion) {
        String found = all.isEmpty()
                ? "No pg_dump is installed here"
                : "pg_dump is too old here ("
                        + all.stream().map(ClientChoice::shown).collect(Collectors.joining(", ")) + ")";
        return found + ". Install the client programs of PostgreSQL " + majorVersion + " or newer (Debian:"
                + " postgresql-client-" + majorVersion + "), name their folder with "
                + ConfigurationParameters.DATABASE_CLIENT + ", or run the server in a container, whose image has them";
    }

    static String shown(ClientPrograms programs) {
        return programs.version() + " in " + programs.place();
    }
}
