package io.schemaproof.verify.audit;

import io.schemaproof.base.Quantity;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.audit.WorkingOrder.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of files in which no statement fails, by running them. The files are taken in the given order, each that
 * succeeds is kept, and those that fail are tried again when what they lacked is there. Where that gets stuck, since a file that
 * succeeded is in the way of others, the failures say which file has to come before which, and the {@linkplain LearnedOrder order
 * that they ask for} is run. Where that ends too, all orders are tried, as far as the limit on runs allows.
 */
final class OrderSearch {

    private static final String SYNTAX_ERROR = "42601";
    /** What makes it depend on more than the text whether psql sends a statement. */
    private static final Pattern CONDITIONAL = Pattern.compile("\\\\(?:if|q|quit|set|gset|gexec|i|ir|include)\\b");

    private final List<FileRun> given;
    private final Rehearsal rehearsal;
    private final int limit;

    private final List<Integer> prefix = new ArrayList<>();
    private final List<Integer> waiting = new ArrayList<>();
    private final Map<Integer, FileRun> failed = new HashMap<>();
    private final Map<Integer, Integer> triedAt = new HashMap<>();
    private @Nullable FileRun last;

    /**
     * @param given the files as they ran in the given order
     * @param limit after how many runs of files the search gives up
     */
    OrderSearch(List<FileRun> given, Rehearsal rehearsal, int limit) {
        this.given = given;
        this.rehearsal = rehearsal;
        this.limit = limit;
    }

    OrderFound search() throws SQLException {
        List<Integer> all = IntStream.range(0, given.size()).boxed().toList();
        waiting.addAll(all);
        Optional<String> hopeless = hopeless(given);
        passes(false);
        if (waiting.isEmpty()) {
            return proved(List.copyOf(prefix));
        }
        if (hopeless.isPresent()) {
            return best(Outcome.NONE, hopeless.get());
        }
        LearnedOrder learned = new LearnedOrder(given, rehearsal, limit);
        Optional<OrderFound> first = learned.search();
        if (first.isPresent()) {
            return first.get();
        }
        boolean whole = passes(true);
        if (waiting.isEmpty()) {
            return proved(List.copyOf(prefix));
        }
        if (whole) {
            Optional<OrderFound> second = learned.search();
            if (second.isPresent()) {
                return second.get();
            }
            ExhaustiveSearch exhaustive = new ExhaustiveSearch(rehearsal, limit);
            Optional<List<Integer>> found = exhaustive.search(all);
            if (found.isPresent()) {
                return proved(found.get());
            }
            if (exhaustive.triedAll()) {
                return best(
                        Outcome.NONE,
                        "No order works: every order was tried up to its first failure, in "
                                + Quantity.of(rehearsal.runs(), "run") + " of files.");
            }
        }
        return best(
                Outcome.NOT_FOUND,
                "No order was found in which no statement fails; the search ended after "
                        + Quantity.of(rehearsal.runs(), "run") + " of files and did not try all.");
    }

    /**
     * Take what succeeds.
     *
     * @param again whether to begin anew until nothing more does: a file may be helped in ways that its failures do not tell
     * @return whether the limit was kept
     */
    private boolean passes(boolean again) throws SQLException {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int file : List.copyOf(waiting)) {
                if (rehearsal.runs() >= limit) {
                    return false;
                }
                if (waiting.contains(file) && accept(file)) {
                    progress = true;
                    catchUp();
                }
            }
            progress &= again;
        }
        return true;
    }

    /** Try those again that lacked what the last one has made, so that an order stays near the given one. */
    private void catchUp() throws SQLException {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int file : List.copyOf(waiting)) {
                FileRun failure = failed.get(file);
                if (failure != null && rehearsal.runs() < limit && isHelped(failure) && accept(file)) {
                    progress = true;
                }
            }
        }
    }

    private boolean isHelped(FileRun failure) {
        FileRun taken = last;
        return taken != null
                && failure.failures().stream()
                        .flatMap(outcome -> NamedObject.missing(outcome.error().orElseThrow()).stream())
                        .anyMatch(object -> taken.added().stream().anyMatch(object::isNameOf));
    }

    /** Run a file after those that were taken; take it if no statement fails. */
    private boolean accept(int file) throws SQLException {
        if (Integer.valueOf(prefix.size()).equals(triedAt.get(file))) {
            return false;
        }
        FileRun run = rehearsal.run(prefix, file);
        triedAt.put(file, prefix.size());
        if (!run.succeeded()) {
            failed.put(file, run);
            return false;
        }
        take(file, run);
        return true;
    }

    private void take(int file, FileRun run) throws SQLException {
        List<Integer> before = List.copyOf(prefix);
        prefix.add(file);
        rehearsal.keep(prefix);
        rehearsal.forget(before);
        waiting.remove(Integer.valueOf(file));
        failed.remove(file);
        last = run;
    }

    /** Go on with the file that fails least, until all have been run. */
    private OrderFound best(Outcome outcome, String reason) throws SQLException {
        while (!waiting.isEmpty() && rehearsal.runs() < 2 * limit) {
            int least = waiting.stream()
                    .min(Comparator.comparingInt(this::failures))
                    .orElseThrow();
            take(least, rehearsal.run(prefix, least));
            catchUp();
        }
        List<Integer> order = new ArrayList<>(prefix);
        order.addAll(waiting);
        return new OrderFound(outcome, order, rehearsal.inOneGo(order), reason);
    }

    private int failures(int file) {
        FileRun run = failed.get(file);
        return run == null ? Integer.MAX_VALUE : run.failures().size();
    }

    /** An order that was found bit by bit must also work in one go. */
    private OrderFound proved(List<Integer> order) throws SQLException {
        List<FileRun> proof = rehearsal.inOneGo(order);
        return proof.stream().allMatch(FileRun::succeeded)
                ? new OrderFound(
                        Outcome.FOUND, order, proof, "It was run on a fresh database, and no statement failed.")
                : new OrderFound(
                        Outcome.NOT_FOUND,
                        order,
                        proof,
                        "It worked once and not a second time: what a file does depends on more than the database.");
    }

    /**
     * Why no order works, as far as that is known without a try: statements fail whatever the database holds, since PostgreSQL cannot
     * read them, or the server lacks an extension, or their table was gone with its transaction.
     */
    static Optional<String> hopeless(List<FileRun> given) {
        List<String> places = new ArrayList<>();
        for (FileRun run : given) {
            if (CONDITIONAL.matcher(run.migration().up().text()).find()) {
                continue;
            }
            for (StatementOutcome outcome : run.failures()) {
                StatementError error = outcome.error().orElseThrow();
                boolean unreadable =
                        error.sqlState().equals(SYNTAX_ERROR) && error.message().startsWith("syntax error ");
                if ((error.context().isEmpty() && (unreadable || UnavailableExtension.is(error)))
                        || LostAtCommit.inEachOrder(given, run, outcome).isPresent()) {
                    places.add(CauseFinder.place(outcome).toString());
                }
            }
        }
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of("No order works: what the server says of " + String.join(" and of ", places)
                        + " has nothing to do with what other files make.");
    }
}
