package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Run the PostgreSQL server that is installed on this machine, as a process of its own with data of its own. Servers that run
 * already, and their data, are left alone.
 *
 * @since 0.1
 */
public final class LocalDatabaseProvider implements DatabaseProvider {

    @Override
    public String name() {
        return InstalledPrograms.PROVIDER;
    }

    @Override
    public Availability availability(ServerRequest request) {
        InstalledPrograms installed = InstalledPrograms.of(request);
        Optional<Programs> programs = installed.ofVersion(request.majorVersion());
        return programs.isPresent()
                ? Availability.yes("PostgreSQL " + programs.get().version() + " is installed in "
                        + programs.get().folder())
                : Availability.no(installed.missing(request.majorVersion()));
    }

    @Override
    public void rehearse(ServerRequest request) {
        InstalledPrograms.of(request)
                .ofVersion(request.majorVersion())
                .ifPresent(programs -> EmbeddedDatabaseProvider.rehearse(programs, PrivilegeDrop.current(), request));
    }

    @Override
    public DatabaseServer start(ServerRequest request) {
        InstalledPrograms installed = InstalledPrograms.of(request);
        Programs programs = installed
                .ofVersion(request.majorVersion())
                .orElseThrow(() -> new DatabaseException(installed.missing(request.majorVersion())));
        PrivilegeDrop drop = PrivilegeDrop.current();
        if (!drop.canRun(programs.program("postgres"))) {
            throw new DatabaseException(
                    "User " + drop.user().orElse("?") + ", who must run the server because root may not, cannot run "
                            + programs.program("postgres") + ".");
        }
        return EmbeddedDatabaseProvider.start(programs, drop, request, Map.of());
    }
}
