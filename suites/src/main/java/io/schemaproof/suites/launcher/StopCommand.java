package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.Databases;
import io.schemaproof.database.KeptServer;
import io.schemaproof.database.ServerRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schemaproof stop}. */
@Command(
        name = "stop",
        description =
                "End the servers that runs with --reuse have left on this machine for later ones, with all that is on them.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {"", "Exit codes: 0 none is left but those that are in use, 2 bad usage, 3 one does not end."})
final class StopCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--force", description = "Those that some process works on, too; what it does there fails.")
    private boolean force;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where their data is, if schemaproof.database.directory had them keep it somewhere else than usual.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<KeptServer> servers = Databases.kept(ServerRequest.from(configuration()));
        if (servers.isEmpty()) {
            out.println("No server is kept for later runs.");
        }
        for (KeptServer server : servers) {
            String name = server.describe();
            if (server.isInUse() && !force) {
                out.println("Left " + name + ": somebody works on it (--force ends it all the same)");
            } else {
                server.stop();
                out.println("Stopped " + name);
            }
        }
        return ExitCode.PASSED;
    }

    private Configuration configuration() {
        Map<String, String> options =
                directory == null ? Map.of() : Map.of(ConfigurationParameters.DATABASE_DIRECTORY, directory.toString());
        return Configuration.of(options).orElse(Configuration.ofSystem());
    }
}
