package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes of a server that outlives this JVM: one looks whether somebody uses it, and holds it for as long. */
final class KeptRunning implements Running {

    private static final String BOTH = "trap '' HUP INT TERM; watch=$1; supervise=$2; folder=$3; limit=$4; shift 4;"
            + " sh -c \"$watch\" schemaproof-watch \"$folder\" \"$limit\""
            + " | sh -c \"$supervise\" schemaproof \"$folder\" \"$@\"";

    private final KeptFolder folder;
    private final Process process;

    private KeptRunning(KeptFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Start the server; it may end at once.
     *
     * @param idle how long it stays when nobody uses it
     */
    static KeptRunning start(KeptFolder folder, List<String> server, Duration idle) {
        List<String> command = new ArrayList<>();
        Supervisor.setsid().ifPresent(command::add);
        command.addAll(List.of(
                "sh",
                "-c",
                BOTH,
                "schemaproof-kept",
                Supervisor.script("watch.sh"),
                Supervisor.SCRIPT,
                folder.server().path().toString(),
                String.valueOf(idle.toSeconds())));
        command.addAll(server);
        // Not in the folder, which goes first, nor in that of the project.
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        Supervisor.cleanEnvironment(builder);
        builder.redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.server().logFile().toFile()));
        try {
            return new KeptRunning(folder, builder.start());
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL cannot be started: " + e, e);
        }
    }

    @Override
    public boolean serverIsRunning() {
        return process.isAlive() && !Files.exists(folder.server().exitFile());
    }

    @Override
    public String end() {
        return Supervisor.end(folder.server());
    }

    @Override
    public void stop() {
        folder.discard();
    }
}
