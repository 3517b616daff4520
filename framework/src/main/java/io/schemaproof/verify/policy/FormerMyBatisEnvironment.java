package io.schemaproof.verify.policy;

import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a commit says to MyBatis Migrations of how scripts are sent, in {@code environments/development.properties} beside the folder. */
final class FormerMyBatisEnvironment {

    private static final String FILE = "environments/development.properties";

    private final Git git;
    private final String commit;

    /** @param folder where the commit has the folder */
    FormerMyBatisEnvironment(Git folder, String commit) {
        this.git = folder;
        this.commit = commit;
    }

    /** How a script is sent. */
    private record Sent(ScriptDialect dialect, ExecutionMode mode, boolean runnable) {}

    /** The paths of scripts that are split, or run in other transactions, otherwise now. */
    Set<String> runOtherwise(MigrationFolder migrations) {
        Path here = migrations.root().toAbsolutePath().normalize().resolveSibling(FILE);
        String there = git.prefix().equals("./")
                ? "../" + FILE
                : Path.of(git.prefix())
                        .normalize()
                        .resolveSibling(FILE)
                        .toString()
                        .replace('\\', '/');
        boolean known = git.run("cat-file", "-e", commit + ":" + there).isPresent();
        if (!known && (!Files.isRegularFile(here) || isUnknown(here))) {
            return Set.of();
        }
        Map<String, Sent> then = sent(read(
                migrations,
                known ? git.run("cat-file", "-p", commit + ":" + there).orElse("") : ""));
        Set<String> otherwise = new TreeSet<>();
        sent(migrations).forEach((path, sent) -> {
            if (!sent.equals(then.get(path))) {
                otherwise.add(path);
            }
        });
        return otherwise;
    }

    /** What lies outside of the repository, or is ignored, said the same before, as far as anybody knows. */
    private boolean isUnknown(Path file) {
        return git.run("ls-files", "--full-name", "--", file.toString()).isEmpty()
                || git.run("check-ignore", "-q", "--", file.toString()).isPresent();
    }

    /** The scripts of today, as they were sent then. */
    private static MigrationFolder read(MigrationFolder migrations, String environment) {
        try (TemporaryFolder copy = TemporaryFolder.create()) {
            Path scripts = Files.createDirectories(copy.file("scripts"));
            for (Migration migration : migrations.migrations()) {
                Path file = migration.up().file();
                Files.copy(file, scripts.resolve(String.valueOf(file.getFileName())));
            }
            Files.createDirectories(copy.file("environments"));
            Files.writeString(copy.file(FILE), environment);
            try {
                return MigrationReader.read(scripts, migrations.convention());
            } catch (MigrationException e) {
                // One that was refused said nothing.
                Files.writeString(copy.file(FILE), "");
                return MigrationReader.read(scripts, migrations.convention());
            }
        } catch (IOException e) {
            throw new MigrationException(
                    "What git knows of " + FILE + " cannot be laid out (--since): " + e.getMessage(), e);
        }
    }

    private static Map<String, Sent> sent(MigrationFolder folder) {
        Map<String, Sent> sent = new TreeMap<>();
        for (Migration migration : folder.migrations()) {
            List<Script> scripts = Stream.concat(Stream.of(migration.up()), migration.down().stream())
                    .toList();
            scripts.forEach(script -> sent.put(
                    script.path(),
                    new Sent(
                            script.dialect(),
                            script.mode(),
                            migration.notRunnable().isEmpty())));
        }
        return sent;
    }
}
