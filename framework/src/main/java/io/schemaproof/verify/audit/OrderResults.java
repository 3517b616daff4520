package io.schemaproof.verify.audit;

import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the result of a search for an order. */
final class OrderResults {

    private OrderResults() {}

    static WorkingOrder of(
            OrderFound found, List<FileAudit> files, List<FileRun> history, Rehearsal rehearsal, SqlMask mask) {
        List<FailedStatement> remaining = FileAudits.of(
                        found.proof(),
                        new CauseFinder(found.proof(), rehearsal.evidence(), Optional.empty(), mask),
                        mask)
                .stream()
                .flatMap(file -> file.failures().stream())
                .toList();
        return new WorkingOrder(
                found.outcome(),
                found.proof().stream().map(FileRun::file).toList(),
                remaining,
                inEveryRun(files, history, found.proof(), rehearsal.evidence()),
                rehearsal.runs(),
                found.reason());
    }

    /** The statements that failed whenever their file was run. */
    private static List<FailedStatement> inEveryRun(
            List<FileAudit> files, List<FileRun> history, List<FileRun> proof, List<FileRun> trials) {
        Map<String, Set<Statement>> always = new HashMap<>();
        List<FileRun> all = new ArrayList<>(history);
        all.addAll(proof);
        all.addAll(trials);
        for (FileRun run : all) {
            Set<Statement> failed = new HashSet<>();
            run.failures().forEach(outcome -> failed.add(outcome.statement()));
            always.merge(run.file(), failed, (known, more) -> {
                Set<Statement> both = new HashSet<>(known);
                both.retainAll(more);
                return both;
            });
        }
        List<FailedStatement> found = new ArrayList<>();
        for (int index = 0; index < history.size(); index++) {
            List<StatementOutcome> failures = history.get(index).failures();
            for (int failure = 0; failure < failures.size(); failure++) {
                if (always.getOrDefault(history.get(index).file(), Set.of())
                        .contains(failures.get(failure).statement())) {
                    found.add(files.get(index).failures().get(failure));
                }
            }
        }
        return List.copyOf(found);
    }
}
