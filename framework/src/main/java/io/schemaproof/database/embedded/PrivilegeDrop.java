package io.schemaproof.database.embedded;

import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to run programs that refuse to run as root.
 *
 * @param prefix what to put before a command; empty for an ordinary user
 * @param user the ordinary user who must own the data; empty if the data may stay the caller's
 */
record PrivilegeDrop(List<String> prefix, Optional<String> user) {

    private static final Logger LOG = LoggerFactory.getLogger(PrivilegeDrop.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final PrivilegeDrop NONE = new PrivilegeDrop(List.of(), Optional.empty());

    /** Found once: neither the user nor the kernel changes while the JVM runs. */
    private static final class Found {
        static final PrivilegeDrop DROP = find();
    }

    static PrivilegeDrop current() {
        return Found.DROP;
    }

    /** Put the prefix before a command. */
    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Give a folder to the user who runs the server. */
    void handOver(Path folder) {
        user.ifPresent(name -> {
            Optional<String> failure = failure(List.of("chown", "-R", name, folder.toString()));
            if (failure.isPresent()) {
                throw new DatabaseException(
                        "The folder " + folder + " cannot be given to user " + name + ": " + failure.get());
            }
        });
    }

    private static PrivilegeDrop find() {
        if (!"0".equals(userId())) {
            return NONE;
        }
        // The id in the name space must have a name, because initdb asks for it.
        List<String> inside = output(List.of("unshare", "-U", "sh", "-c", "id -u && id -un"))
                .lines()
                .toList();
        if (inside.size() == 2 && !inside.get(0).equals("0")) {
            return new PrivilegeDrop(List.of("unshare", "-U"), Optional.empty());
        }
        PrivilegeDrop drop = byUser(List.of("postgres", "nobody"))
                .orElseThrow(() -> new DatabaseException(
                        "PostgreSQL refuses to run as root, and there is no way to another user: neither user name spaces"
                                + " (unshare -U) nor setpriv, runuser or su to user postgres or nobody work."
                                + " Run as an ordinary user, or install util-linux."));
        LOG.info(
                "Running PostgreSQL as user {}, because root may not and user name spaces do not work",
                drop.user().orElseThrow());
        return drop;
    }

    /** On Linux without a program, which takes as long as much of what follows. */
    private static String userId() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("Uid:")) {
                    // The real one, and the effective one, which decides.
                    return line.split("\\s+", 4)[2];
                }
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be read: {}", STATUS, e.getMessage());
        }
        return output(List.of("id", "-u"));
    }

    /** Find a program that becomes one of these users. */
    static Optional<PrivilegeDrop> byUser(List<String> users) {
        for (String user : users) {
            String uid = output(List.of("id", "-u", user));
            String gid = output(List.of("id", "-g", user));
            if (uid.isEmpty() || uid.equals("0")) {
                continue;
            }
            List<List<String>> ways = List.of(
                    List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups"),
                    List.of("runuser", "-u", user, "--"),
                    List.of("su", "-s", "/bin/sh", user, "-c", "exec \"$0\" \"$@\""));
            for (List<String> way : ways) {
                PrivilegeDrop drop = new PrivilegeDrop(way, Optional.of(user));
                if (uid.equals(output(drop.command(List.of("id", "-u"))))) {
                    return Optional.of(drop);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the server's user can run a program: root's own folders are closed to others. */
    boolean canRun(Path program) {
        return user.isEmpty()
                || failure(command(List.of(program.toString(), "--version"))).isEmpty();
    }

    private static String output(List<String> command) {
        try {
            Command.Outcome outcome = Command.run(command, PATIENCE);
            return outcome.succeeded() ? outcome.output() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> failure(List<String> command) {
        try {
            Command.Outcome outcome = Command.run(command, PATIENCE);
            return outcome.succeeded() ? Optional.empty() : Optional.of(outcome.output());
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }
}
