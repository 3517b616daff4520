package io.schemaproof.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name the process that owns something outside it, so that a later process can tell whether the owner is gone. Providers
 * write {@link #text} into what they create: a folder's name, a container's label.
 *
 * @param pid process id, as seen in its own process namespace
 * @param start when it started, in a unit of the system that does not move when the clock is set; with {@code pid} this
 *     tells a process from a later one that got the same id
 * @param machine identity of the running system and its process namespace; two containers differ
 * @since 0.1
 */
public record OwnerProcess(long pid, long start, String machine) {

    private static final Pattern TEXT = Pattern.compile("(\\d+)-(\\d+)-([0-9a-f]{8})");

    /** This JVM. */
    public static OwnerProcess current() {
        long pid = ProcessHandle.current().pid();
        return new OwnerProcess(pid, startOf(pid).orElse(0L), Current.MACHINE);
    }

    /** Read what {@link #text} wrote; empty for anything else. */
    public static Optional<OwnerProcess> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new OwnerProcess(
                        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** Letters, digits and dashes that {@link #parse} reads. */
    public String text() {
        return pid + "-" + start + "-" + machine;
    }

    /**
     * Whether the process is certainly gone. A process of another machine, another boot or another container is never
     * certainly gone, because this one cannot see it.
     */
    public boolean isGone() {
        if (!machine.equals(Current.MACHINE)) {
            return false;
        }
        return startOf(pid).map(found -> start != 0 && found != start).orElse(true);
    }

    /** Whether the process can be seen to be there: not if it is gone, and not if it is where this one cannot see it. */
    public boolean isHere() {
        return machine.equals(Current.MACHINE) && !isGone();
    }

    /** Empty if there is no such process. */
    private static Optional<Long> startOf(long pid) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty()) {
            return Optional.empty();
        }
        Path stat = Path.of("/proc", String.valueOf(pid), "stat");
        if (Files.isReadable(stat)) {
            try {
                String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
                // The name in parentheses may hold anything; field 22 of all is field 20 behind it.
                return Optional.of(
                        Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[19]));
            } catch (IOException | RuntimeException e) {
                return handle.get().isAlive() ? Optional.of(0L) : Optional.empty();
            }
        }
        return Optional.of(
                handle.get().info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    private static final class Current {

        static final String MACHINE = HexFormat.of()
                .toHexDigits(
                        Objects.hash(read("/proc/sys/kernel/random/boot_id"), link("/proc/self/ns/pid"), computer()));

        private static String read(String file) {
            try {
                return Files.readString(Path.of(file)).strip();
            } catch (IOException | RuntimeException e) {
                return "";
            }
        }

        private static String link(String file) {
            try {
                return Files.readSymbolicLink(Path.of(file)).toString();
            } catch (IOException | RuntimeException e) {
                return "";
            }
        }

        private static String computer() {
            return Objects.requireNonNullElse(System.getenv("COMPUTERNAME"), "");
        }
    }
}
