package io.schemaproof.database.embedded;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.InstalledFolders;
import io.schemaproof.database.ServerRequest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Servers whose programs are installed on this machine.
 *
 * @param found by folder
 * @param places where they were looked for, for a message
 */
record InstalledPrograms(Map<Path, Programs> found, String places) {

    static final String PROVIDER = "local";

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+[\\w.]*)");
    private static final Duration QUICK = Duration.ofSeconds(20);
    private static final boolean WINDOWS = File.separatorChar == '\\';

    InstalledPrograms {
        found = new TreeMap<>(found);
    }

    /** Look for them in the folder that is named, without one where packages put them, and in {@code PATH}. */
    static InstalledPrograms of(ServerRequest request) {
        Optional<Path> named = request.binaries();
        List<Path> folders = new ArrayList<>();
        named.ifPresent(folder -> folders.addAll(List.of(folder, folder.resolve("bin"))));
        if (named.isEmpty()) {
            folders.addAll(InstalledFolders.usual());
        }
        Map<Path, Programs> found = new TreeMap<>();
        for (Path folder : folders) {
            if (Files.isExecutable(file(folder, "postgres")) && Files.isExecutable(file(folder, "initdb"))) {
                Path real = real(folder);
                if (!found.containsKey(real)) {
                    version(real).ifPresent(version -> found.put(real, programs(real, version)));
                }
            }
        }
        return new InstalledPrograms(
                found, named.map(Path::toString).orElse("the usual folders of packages and in PATH"));
    }

    /** Those of a major version, of several the newest. */
    Optional<Programs> ofVersion(int major) {
        return found.values().stream()
                .filter(programs -> programs.version().matches(major + "\\b.*"))
                .max((one, other) -> Integer.compare(minor(one), minor(other)));
    }

    /** What is to be said where a version is not among them. */
    String missing(int major) {
        String remedy = " Install it, such as Debian's package postgresql-" + major
                + ", or name the folder with its initdb and postgres by " + ConfigurationParameters.DATABASE_BINARIES
                + ".";
        if (found.isEmpty()) {
            return "No PostgreSQL server is installed: there is no initdb with postgres in " + places + "." + remedy;
        }
        String others = found.values().stream()
                .map(programs -> programs.version() + " in " + programs.folder())
                .collect(Collectors.joining(", "));
        return "PostgreSQL " + major + " is not installed; there is " + others + ". Ask for one of these by "
                + ConfigurationParameters.DATABASE_VERSION + " (--pg)."
                + remedy.replace(" Install it", " Or install it");
    }

    private static int minor(Programs programs) {
        Matcher matcher = Pattern.compile("\\d+\\.(\\d+).*").matcher(programs.version());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private static Programs programs(Path folder, String version) {
        CRC32C hash = new CRC32C();
        hash.update(folder.toString().getBytes(StandardCharsets.UTF_8));
        String key = version + "-" + PROVIDER + "-" + Long.toHexString(hash.getValue());
        return new Programs(PROVIDER, folder, version, key.toLowerCase(Locale.ROOT), WINDOWS);
    }

    /** What is in PATH may be links to one of those before it. */
    private static Path real(Path folder) {
        try {
            Path program = file(folder, "postgres").toRealPath();
            Path real = program.resolveSibling("");
            return Files.isExecutable(file(real, "initdb")) ? real : folder.toAbsolutePath();
        } catch (IOException e) {
            return folder.toAbsolutePath();
        }
    }

    private static Optional<String> version(Path folder) {
        try {
            Command.Outcome outcome =
                    Command.run(List.of(file(folder, "postgres").toString(), "--version"), QUICK);
            Matcher matcher = VERSION.matcher(outcome.output());
            return outcome.succeeded() && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException | DatabaseException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path folder, String name) {
        return folder.resolve(WINDOWS ? name + ".exe" : name);
    }
}
