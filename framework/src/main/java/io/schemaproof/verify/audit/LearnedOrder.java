package io.schemaproof.verify.audit;

import io.schemaproof.verify.audit.WorkingOrder.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Puts all files into the order that their failures so far ask for, runs them in it, and learns from what fails there, until all
 * succeed. It ends when an order comes a second time, when files wait for each other in a circle, or when the runs are used up.
 */
final class LearnedOrder {

    private final List<String> files;
    private final List<FileRun> given;
    private final Rehearsal rehearsal;
    private final int limit;
    private final Set<List<Integer>> tried = new HashSet<>();

    /** @param given the files as they ran in the given order, which does not work */
    LearnedOrder(List<FileRun> given, Rehearsal rehearsal, int limit) {
        this.files = given.stream().map(FileRun::file).toList();
        this.given = given;
        this.rehearsal = rehearsal;
        this.limit = limit;
        tried.add(IntStream.range(0, given.size()).boxed().toList());
    }

    /** Try; what other searches have run in between is learned from too. */
    Optional<OrderFound> search() throws SQLException {
        while (rehearsal.runs() + files.size() <= limit) {
            Optional<List<Integer>> order = learned().order();
            if (order.isEmpty() || !tried.add(order.get())) {
                return Optional.empty();
            }
            List<FileRun> round = rehearsal.round(order.get());
            if (round.stream().allMatch(FileRun::succeeded)) {
                return Optional.of(new OrderFound(
                        Outcome.FOUND, order.get(), round, "It was run on a fresh database, and no statement failed."));
            }
        }
        return Optional.empty();
    }

    private Precedences learned() {
        List<FileRun> all = new ArrayList<>(given);
        all.addAll(rehearsal.evidence());
        Precedences precedences = new Precedences(files);
        learn(precedences, given, all);
        rehearsal.rounds().forEach(round -> learn(precedences, round, all));
        // They come after files that succeeded, and after no others.
        rehearsal.trials().stream().filter(LearnedOrder::failed).forEach(trial -> precedences.learn(trial, true, all));
        return precedences;
    }

    private static void learn(Precedences precedences, List<FileRun> inOneGo, List<FileRun> all) {
        boolean clean = true;
        for (FileRun run : inOneGo) {
            if (failed(run)) {
                precedences.learn(run, clean, all);
            }
            clean &= run.succeeded();
        }
    }

    private static boolean failed(FileRun run) {
        return run.run().isPresent() && !run.succeeded();
    }
}
