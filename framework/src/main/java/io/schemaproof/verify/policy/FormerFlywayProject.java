package io.schemaproof.verify.policy;

import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.FlywayProject;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a commit says to Flyway of the scripts of a folder, in files that lie in it or above it: the values of placeholders above all. */
final class FormerFlywayProject {

    private final Git git;
    private final String prefix;
    private final String commit;
    private final Map<Path, Said> folders = new HashMap<>();

    private record Said(FlywayProject now, FlywayProject then) {}

    /** @param folder where the commit has the folder */
    FormerFlywayProject(Git folder, String commit) {
        // Files above the folder have names from the top of the repository.
        this.git = new Git(folder.folder(), folder.revision(), "");
        this.prefix = prefix(folder);
        this.commit = commit;
    }

    private static String prefix(Git folder) {
        return folder.prefix().equals("./")
                ? folder.run("rev-parse", "--show-prefix").map(String::strip).orElse("")
                : folder.prefix();
    }

    /** The paths of scripts that another text comes out of now, or that run in other transactions. */
    Set<String> runOtherwise(MigrationFolder migrations) {
        Path root = migrations.root().toAbsolutePath().normalize();
        Set<String> otherwise = new TreeSet<>();
        for (Migration migration : migrations.migrations()) {
            for (Script script : Stream.concat(Stream.of(migration.up()), migration.down().stream())
                    .toList()) {
                Path folder = script.file().toAbsolutePath().normalize().resolveSibling("");
                if (!folder.startsWith(root)) {
                    continue;
                }
                Said said = folders.computeIfAbsent(
                        folder, there -> new Said(FlywayProject.near(there), read(root.relativize(there))));
                if (!said.now().applied(script).equals(said.then().applied(script))) {
                    otherwise.add(script.path());
                }
            }
        }
        return otherwise;
    }

    /** @param folder below that of the migrations */
    private FlywayProject read(Path folder) {
        String name = Path.of(prefix).resolve(folder).normalize().toString().replace('\\', '/');
        Path now = git.folder().toAbsolutePath().resolve(folder).normalize();
        try (TemporaryFolder copy = TemporaryFolder.create()) {
            // Nothing above it counts.
            Files.createFile(copy.file(".git"));
            String at = name;
            layOut(at, now, copy);
            while (!at.isEmpty()) {
                at = at.substring(0, Math.max(at.lastIndexOf('/'), 0));
                now = now.resolveSibling("");
                layOut(at, now, copy);
            }
            return FlywayProject.near(Files.createDirectories(copy.file(name)));
        } catch (MigrationException e) {
            // One that Flyway refused said nothing.
            return new FlywayProject(Optional.empty(), Map.of());
        } catch (IOException e) {
            throw new MigrationException(
                    "What git knows of the settings for " + git.folder() + " cannot be laid out (--since): "
                            + e.getMessage(),
                    e);
        }
    }

    /** @param now where the folder is here; what git is told to ignore there was no other before, as far as anybody knows */
    private void layOut(String folder, Path now, TemporaryFolder copy) throws IOException {
        Set<String> there = Set.of(git.run("ls-tree", "-z", "--name-only", "--full-tree", commit + ":" + folder)
                .orElse("")
                .split("\0", -1));
        for (String name : FlywayProject.FILES) {
            String path = folder.isEmpty() ? name : folder + "/" + name;
            Path file = now.resolve(name);
            Files.createDirectories(copy.file(path).resolveSibling(""));
            if (there.contains(name)) {
                Files.writeString(copy.file(path), git.text(commit, path));
            } else if (Files.isRegularFile(file)
                    && git.run("check-ignore", "-q", "--", file.toString()).isPresent()) {
                Files.copy(file, copy.file(path));
            }
        }
    }
}
