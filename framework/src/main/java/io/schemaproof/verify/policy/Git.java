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

/**
 * Asks git about a folder.
 *
 * @param prefix where commits have it, with a slash behind: here, unless it was moved
 */
record Git(Path folder, String revision, String prefix) {

    Git(Path folder, String revision) {
        this(folder, revision, "./");
    }

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
        return names("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit + ":" + prefix);
    }

    /** Whether a commit has the folder. */
    boolean isIn(String commit) {
        return run("cat-file", "-e", commit + ":" + prefix).isPresent();
    }

    /** Where a commit has the folder that has been moved since, as the files tell that git takes for renamed; the same where none does. */
    Git before(String commit) {
        String here = run("rev-parse", "--show-prefix").map(String::strip).orElse("");
        List<String> renamed = List.of(run("diff", "-M", "-z", "--name-status", "--diff-filter=R", commit)
                .orElse("")
                .split("\0", -1));
        for (int i = 0; i + 2 < renamed.size(); i += 3) {
            String to = renamed.get(i + 2);
            String name = to.startsWith(here) ? to.substring(here.length()) : to;
            String from = renamed.get(i + 1);
            if (to.startsWith(here) && from.endsWith("/" + name)) {
                return new Git(folder, revision, from.substring(0, from.length() - name.length()));
            }
        }
        return this;
    }

    /** The text of a file as a commit has it, and as git would write it here: with its filters, but with the ends of lines that stand in the commit. */
    String text(String commit, String name) {
        return run("-c", "core.autocrlf=false", "cat-file", "--filters", commit + ":" + prefix + name)
                .orElse("")
                .replace("\r\n", "\n");
    }

    /** Whether the file here says what it says in a commit; its line ends do not count. */
    boolean isSame(String commit, String name) {
        try {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file)
                    && Files.readString(file).replace("\r\n", "\n").equals(text(commit, name));
        } catch (IOException e) {
            return false;
        }
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
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectError(Redirect.DISCARD);
            // In a hook, git says where its files are: seen from another folder than this one.
            builder.environment()
                    .entrySet()
                    .removeIf(entry -> entry.getKey().matches("GIT_(DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|PREFIX)")
                            && !Path.of(entry.getValue()).isAbsolute());
            Process process = builder.start();
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
