package io.schemaproof.database;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Client programs that are installed on this machine.
 *
 * @since 0.1
 */
public final class InstalledClientPrograms implements ClientPrograms {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d[\\w.]*)");
    private static final Duration QUICK = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofHours(2);

    /** What of the user's environment says who they are; the rest would lead to another server. */
    private static final Set<String> KEPT = Set.of("PGPASSWORD", "PGPASSFILE", "PGSYSCONFDIR", "PGKRBSRVNAME");

    private final Path folder;
    private final String version;

    private InstalledClientPrograms(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /**
     * Find those in the folder of {@value ConfigurationParameters#DATABASE_CLIENT}; without it those where packages put
     * them, and in {@code PATH}. One of each version, the oldest first.
     */
    public static List<ClientPrograms> find(Configuration configuration) {
        Optional<String> named = configuration.get(ConfigurationParameters.DATABASE_CLIENT);
        return in(named.map(name -> List.of(Path.of(name)))
                .orElseGet(() -> InstalledFolders.usual().stream()
                        .filter(folder -> !isWrapper(program(folder, "pg_dump")))
                        .toList()));
    }

    /** Debian's script starts one of the programs that its packages have put elsewhere, where they are found without it, and its Perl takes its time. */
    private static boolean isWrapper(Path program) {
        try {
            return program.toRealPath().endsWith("pg_wrapper");
        } catch (IOException e) {
            return false;
        }
    }

    /** Those in some folders; one of each version, the oldest first. */
    public static List<ClientPrograms> in(List<Path> folders) {
        Map<String, ClientPrograms> byVersion = new LinkedHashMap<>();
        for (Path folder : folders) {
            if (Files.isExecutable(program(folder, "pg_dump")) && Files.isExecutable(program(folder, "pg_restore"))) {
                version(folder)
                        .ifPresent(version ->
                                byVersion.putIfAbsent(version, new InstalledClientPrograms(folder, version)));
            }
        }
        return byVersion.values().stream()
                .sorted(Comparator.comparingInt(ClientPrograms::majorVersion))
                .toList();
    }

    private static Optional<String> version(Path folder) {
        try {
            Command.Outcome outcome =
                    Command.run(List.of(program(folder, "pg_dump").toString(), "--version"), QUICK);
            Matcher matcher = VERSION.matcher(outcome.output());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException | DatabaseException e) {
            return Optional.empty();
        }
    }

    private static Path program(Path folder, String name) {
        return folder.resolve(File.separatorChar == '\\' ? name + ".exe" : name);
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void pgDump(Map<String, String> environment, List<String> options, Path target) {
        List<String> command = new ArrayList<>(options);
        command.add("--no-password");
        command.add("--file=" + target);
        run("pg_dump", command, environment);
    }

    @Override
    public void pgRestoreToScript(Path archive, Path target) {
        run("pg_restore", List.of("--file=" + target, archive.toString()), Map.of());
    }

    private void run(String name, List<String> options, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(program(folder, name).toString());
        command.addAll(options);
        try {
            // Without this JVM nobody waits for what it reads, or removes what it writes.
            Command.Outcome outcome = Command.runTool(command, PATIENCE, builder -> {
                builder.environment()
                        .keySet()
                        .removeIf(key -> key.startsWith("PG") && !key.startsWith("PGSSL") && !KEPT.contains(key));
                // What it says is searched for what is known, and shown beside English sentences.
                builder.environment().put("LC_MESSAGES", "C");
                builder.environment().putAll(environment);
            });
            if (!outcome.succeeded()) {
                throw new DatabaseException(name + " " + version + " (" + folder + ") failed: " + outcome.output());
            }
        } catch (IOException e) {
            throw new DatabaseException(name + " " + version + " (" + folder + ") cannot be run: " + e, e);
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL's client programs " + version + " in " + folder;
    }
}
