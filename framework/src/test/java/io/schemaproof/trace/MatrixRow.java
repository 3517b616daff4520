package io.schemaproof.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One measured row of the lock matrix, and the same form for what a trace has seen. */
record MatrixRow(String name, String setup, String sql, String versions, String locks, String rewritten, String scans) {

    private static final Map<LockMode, String> SHORT = Map.of(
            LockMode.ACCESS_SHARE, "AS",
            LockMode.ROW_SHARE, "RS",
            LockMode.ROW_EXCLUSIVE, "RX",
            LockMode.SHARE_UPDATE_EXCLUSIVE, "SUX",
            LockMode.SHARE, "S",
            LockMode.SHARE_ROW_EXCLUSIVE, "SRX",
            LockMode.EXCLUSIVE, "X",
            LockMode.ACCESS_EXCLUSIVE, "AX");

    /** Locks that a later minor release takes and that which was measured (15.18, 18.0) does not: seen with plain SQL, too. */
    private static final Map<String, String> OF_LATER_MINORS =
            Map.of("15 add fk referencing partitioned", "pk_pkey:AS", "18 add fk NOT ENFORCED (18)", "p_pkey:AS");

    static MatrixRow of(Map<?, ?> json) {
        return new MatrixRow(
                text(json, "case"),
                text(json, "setup"),
                text(json, "sql"),
                text(json, "pg"),
                text(json, "locks"),
                text(json, "rewritten"),
                text(json, "scans"));
    }

    private static String text(Map<?, ?> json, String key) {
        return String.valueOf(json.get(key));
    }

    boolean isFor(int version) {
        String[] range = versions.split("-");
        return Integer.parseInt(range[0]) <= version && version <= Integer.parseInt(range[range.length - 1]);
    }

    /** Whether it reads or writes a table under a lock that others, or those who want the same rows, wait for; or fails. */
    boolean isInTheWayForLong() {
        boolean waits = List.of(locks.split(" ")).stream().anyMatch(lock -> lock.matches("(?!idx).*:(RX|S|SRX|X|AX)"));
        return locks.startsWith("ERR ") || (waits && !scans.isEmpty());
    }

    /** What was measured, in the order of the names. */
    String expected() {
        return locks.startsWith("ERR ") ? locks : sorted(locks) + " | " + rewritten + " | " + sorted(scans);
    }

    /** What a trace has seen on a server of a major version, in the same form. */
    String seen(StatementTrace trace, int version) {
        String late = OF_LATER_MINORS.getOrDefault(version + " " + name, "");
        String seen = seen(trace);
        return late.isEmpty() ? seen : seen.replace(late + " ", "");
    }

    private static String seen(StatementTrace trace) {
        if (trace.outcome().error().isPresent()) {
            // The matrix has the words of 11, which did not name the relation.
            return "ERR " + trace.outcome().error().get().message().replaceFirst(" of relation \"t\"(?= contains)", "");
        }
        // TRUNCATE builds the indexes of what is empty by then, which the matrix does not call a pass.
        List<TracedRelation> emptied = trace.files().stream()
                .filter(FileChange::isEmptied)
                .map(FileChange::relation)
                .toList();
        return sorted(locks(trace)) + " | " + files(trace) + " | "
                + trace.work().stream()
                        .filter(work -> work.relation().existedBefore() && work.passes() > 0)
                        .filter(work -> !emptied.contains(work.relation()))
                        .map(work -> work.relation().name() + "x" + work.passes())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    /** The matrix names the indexes that table t has from the start as one, by the strongest lock. */
    private static String locks(StatementTrace trace) {
        Map<String, LockMode> strongest = new TreeMap<>();
        trace.locks().stream()
                .filter(lock -> !lock.relation().schema().equals("pg_toast"))
                .forEach(lock -> strongest.merge(
                        lock.relation().name().startsWith("t_")
                                ? "idx"
                                : lock.relation().name(),
                        lock.mode(),
                        (a, b) -> a.compareTo(b) > 0 ? a : b));
        return strongest.entrySet().stream()
                .map(lock -> lock.getKey() + ":" + SHORT.get(lock.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String files(StatementTrace trace) {
        List<FileChange> files = trace.files().stream()
                .filter(file -> !file.relation().schema().equals("pg_toast"))
                .toList();
        List<String> tables = names(files, FileChange.Kind.REWRITTEN, false);
        List<String> indexes = names(files, FileChange.Kind.REWRITTEN, true);
        List<String> rebuilt = names(files, FileChange.Kind.REBUILT, true);
        if (!tables.isEmpty()) {
            return String.join(",", tables) + (indexes.isEmpty() ? "" : " +" + indexes.size() + " idx");
        }
        if (!indexes.isEmpty()) {
            return "index " + String.join(",", indexes);
        }
        return rebuilt.isEmpty() ? "" : "index rebuilt: " + String.join(",", rebuilt);
    }

    private static List<String> names(List<FileChange> files, FileChange.Kind kind, boolean index) {
        return files.stream()
                .filter(file -> file.kind() == kind && file.relation().kind().isIndex() == index)
                .map(file -> file.relation().name())
                .toList();
    }

    private static String sorted(String words) {
        return Arrays.stream(words.split(" ")).sorted().collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return name;
    }
}
