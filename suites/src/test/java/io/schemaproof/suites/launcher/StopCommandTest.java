package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell that watches a server")
class StopCommandTest {

    @TempDir
    private Path directory;

    private String stop(String... more) {
        StringWriter out = new StringWriter();
        String[] arguments = new String[3 + more.length];
        System.arraycopy(new String[] {"stop", "--directory", directory.toString()}, 0, arguments, 0, 3);
        System.arraycopy(more, 0, arguments, 3, more.length);
        assertThat(Launcher.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments))
                .as(out.toString())
                .isZero();
        return out.toString();
    }

    @Test
    void what_runs_have_kept_is_ended_unless_somebody_works_on_it() {
        assertThat(stop()).isEqualToNormalizingNewlines("No server is kept for later runs.\n");
        DatabaseServer server = Databases.start(ServerRequest.from(Configuration.of(Map.of(
                        ConfigurationParameters.DATABASE, "embedded",
                        ConfigurationParameters.DATABASE_REUSE, "true",
                        ConfigurationParameters.DATABASE_DIRECTORY, directory.toString()))
                .orElse(Configuration.ofSystem())));
        int port = server.connection("postgres").port();

        assertThat(stop())
                .matches("Left PostgreSQL [0-9.]+ on port " + port
                        + ", process \\d+: somebody works on it \\(--force ends it all the same\\)\\R");
        server.close();
        assertThat(stop()).matches("Stopped PostgreSQL [0-9.]+ on port " + port + ", process \\d+\\R");
        assertThat(directory).isEmptyDirectory();
    }
}
