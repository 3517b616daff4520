package io.schemaproof.verify.policy;

import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks git about a folder. */
record Git(Path folder, String revision) {

    /** Names below the folder that git prints, with NUL behind each. */
    Set<String> names(String... arguments) {
        String text = run(arguments)
                .orElseThrow(() -> new MigrationException(
                        "git does not say what has changed in " + folder + " since " + revision + " (--since)."));
        Set<String> names = new TreeSet<>(List.of(text.split("\0", -1)));
        names.remove("");
        return names;
    }

    /** Names of the files that a commit has. */
    Set<String> files(String commit) {
        return names("ls-tree", "-r", "-z", "--name-only", commit, "--", ".");
    }

    /** The text of a file as a commit has it. */
    String text(String commit, String name) {
        return run("show", commit + ":./" + name).orElse("");
    }

    /** Write files of a commit. */
    void layOut(String commit, Set<String> names, TemporaryFolder where) throws IOException {
        for (String name : names) {
            Path copy = where.file(name);
            Files.createDirectories(copy.resolveSibling(""));
            Files.writeString(copy, text(commit, name));
        }
    }

    /** What git prints; empty if it ends with an error. */
    Optional<String> run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (InputStream printed = process.getInputStream()) {
                String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new MigrationException("git cannot be run (--since): " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("Interrupted while git was asked (--since).", e);
        }
    }
}
