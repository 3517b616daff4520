package io.schemaproof.verify.audit;

import io.schemaproof.verify.state.DatabaseState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tries all orders, each up to the first file in which a statement fails. Orders that leave the same files and the same database
 * are one.
 */
final class ExhaustiveSearch {

    private record Visited(Set<Integer> waiting, DatabaseState state) {}

    private final Rehearsal rehearsal;
    private final int limit;
    private final Set<Visited> visited = new HashSet<>();
    private boolean complete = true;

    ExhaustiveSearch(Rehearsal rehearsal, int limit) {
        this.rehearsal = rehearsal;
        this.limit = limit;
    }

    Optional<List<Integer>> search(List<Integer> files) throws SQLException {
        return explore(List.of(), files);
    }

    /** Whether none was left out for want of runs. */
    boolean triedAll() {
        return complete;
    }

    private Optional<List<Integer>> explore(List<Integer> prefix, List<Integer> waiting) throws SQLException {
        for (int file : waiting) {
            if (rehearsal.runs() >= limit) {
                complete = false;
                return Optional.empty();
            }
            FileRun run = rehearsal.run(prefix, file);
            if (run.run().isEmpty()) {
                complete = false;
            }
            if (!run.succeeded()) {
                continue;
            }
            List<Integer> longer = new ArrayList<>(prefix);
            longer.add(file);
            List<Integer> rest = waiting.stream().filter(other -> other != file).toList();
            if (rest.isEmpty()) {
                return Optional.of(longer);
            }
            if (visited.add(new Visited(Set.copyOf(rest), run.after()))) {
                rehearsal.keep(longer);
                Optional<List<Integer>> found = explore(longer, rest);
                rehearsal.forget(longer);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
