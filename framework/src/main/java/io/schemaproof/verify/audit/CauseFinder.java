package io.schemaproof.verify.audit;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.result.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out why statements failed: from what the server said, from what the database held before and after each file, and from
 * what files made when they were run in another order.
 */
final class CauseFinder {

    private static final String ABORTED = "25P02";
    private static final String SYNTAX_ERROR = "42601";
    private static final String DATATYPE_MISMATCH = "42804";
    private static final String NO_PRIVILEGE = "42501";
    private static final String CONSTRAINT_CLASS = "23";
    private static final Set<String> MISSING = Set.of("42P01", "42703", "42704", "42883", "3F000");

    private final List<FileRun> history;
    private final List<FileRun> trials;
    private final Optional<StubProbe> probe;
    private final SqlMask mask;

    /**
     * @param history the files in the order in which they were run
     * @param trials runs in other orders, as evidence of what a file makes
     * @param probe asks on the database as the history leaves it
     * @param mask of what the server says of rows
     */
    CauseFinder(List<FileRun> history, List<FileRun> trials, Optional<StubProbe> probe, SqlMask mask) {
        this.history = history;
        this.trials = trials;
        this.probe = probe;
        this.mask = mask;
    }

    /** Find the cause of a failed statement. */
    Cause of(int index, StatementOutcome outcome) {
        StatementError error = outcome.error().orElseThrow();
        String state = error.sqlState();
        if (state.equals(ABORTED)) {
            return aborted(index, outcome);
        }
        Optional<NamedObject> present = NamedObject.present(error);
        if (present.isPresent()) {
            return present(index, present.get());
        }
        Optional<NamedObject> missing = NamedObject.missing(error);
        if (missing.isPresent() && MISSING.contains(state)) {
            return missing(index, outcome, missing.get());
        }
        if (UnavailableExtension.is(error)) {
            return Cause.root(
                    CauseKind.EXTENSION_UNAVAILABLE, "The server does not have the extension; no order brings it.");
        }
        StatementError shown = ErrorMask.of(outcome, mask);
        return switch (state) {
            case SYNTAX_ERROR -> Cause.root(CauseKind.SYNTAX, "PostgreSQL cannot read it.");
            case DATATYPE_MISMATCH ->
                Cause.root(CauseKind.TYPE_MISMATCH, shown.detail().orElse("Types do not fit."));
            case NO_PRIVILEGE -> Cause.root(CauseKind.PRIVILEGES, "Its user may not do it.");
            default ->
                state.startsWith(CONSTRAINT_CLASS)
                        ? Cause.root(CauseKind.ROWS, shown.detail().orElse("Rows break a constraint."))
                        : Cause.root(CauseKind.OTHER, shown.detail().orElse(shown.message()));
        };
    }

    private Cause aborted(int index, StatementOutcome outcome) {
        Optional<StatementOutcome> first = Optional.empty();
        for (StatementOutcome other : history.get(index).failures()) {
            if (other.equals(outcome)) {
                break;
            }
            if (!other.error().orElseThrow().sqlState().equals(ABORTED)) {
                first = Optional.of(other);
            }
        }
        Optional<Place> place = first.map(CauseFinder::place);
        return new Cause(
                CauseKind.ABORTED_TRANSACTION,
                Optional.empty(),
                Optional.empty(),
                place,
                "Not run: " + place.map(Place::toString).orElse("an earlier statement")
                        + " failed in the same transaction.");
    }

    private Cause present(int index, NamedObject object) {
        boolean atFirst =
                isIn(List.copyOf(history.get(0).before().catalog().objects().values()), object);
        Optional<String> maker = atFirst
                ? Optional.empty()
                : history.subList(0, index + 1).stream()
                        .filter(run -> isIn(run.added(), object))
                        .map(FileRun::file)
                        .findFirst();
        String text = atFirst
                ? object + " was there before the first file."
                : maker.map(file -> file.equals(history.get(index).file())
                                ? "This file makes " + object + " twice."
                                : file + " has made " + object + ".")
                        .orElse(object + " is there, and no file as a whole made it.");
        return new Cause(CauseKind.ALREADY_EXISTS, Optional.of(object.toString()), maker, Optional.empty(), text);
    }

    private Cause missing(int index, StatementOutcome outcome, NamedObject object) {
        if (object.isAnyColumn() && !passesElsewhere(index, outcome)) {
            // A column of that name in whatever table would prove nothing.
            return missing(object, Optional.empty(), Optional.empty(), "It passed in no order that was run.");
        }
        Optional<Place> lost = LostAtCommit.of(history.get(index), outcome, object);
        if (lost.isPresent()) {
            return missing(
                    object,
                    Optional.empty(),
                    Optional.empty(),
                    lost.get() + " makes " + object
                            + " for its transaction (ON COMMIT DROP), which has ended here: without BEGIN"
                            + " each statement is one of its own.");
        }
        Optional<FileRun> here = Optional.of(history.get(index)).filter(run -> isIn(run.added(), object));
        if (here.isPresent()) {
            return missing(
                    object, here.map(FileRun::file), Optional.empty(), object + " is made further down in this file.");
        }
        Optional<FileRun> later = history.subList(index + 1, history.size()).stream()
                .filter(run -> isIn(run.added(), object))
                .findFirst();
        if (later.isPresent()) {
            return missing(
                    object,
                    later.map(FileRun::file),
                    Optional.empty(),
                    object + " is made later, by " + later.get().file() + ".");
        }
        Optional<FileRun> remover = last(history.subList(0, index + 1), run -> isIn(run.removed(), object));
        if (remover.isPresent()) {
            return missing(
                    object, Optional.empty(), Optional.empty(), remover.get().file() + " has removed " + object + ".");
        }
        if (isIn(List.copyOf(history.get(index).before().catalog().objects().values()), object)) {
            return missing(
                    object,
                    Optional.empty(),
                    Optional.empty(),
                    "There is something of this name, in another schema or with other arguments than the statement asks for.");
        }
        return neverMade(outcome, object);
    }

    /** Whether the statement passed when its file was run in another order. */
    private boolean passesElsewhere(int index, StatementOutcome outcome) {
        return trials.stream()
                .filter(trial -> trial.run().isPresent()
                        && trial.file().equals(history.get(index).file()))
                .flatMap(trial -> trial.run().stream())
                .flatMap(run -> run.outcomes().stream())
                .anyMatch(other -> other.error().isEmpty() && other.statement().equals(outcome.statement()));
    }

    /** The object is there at no time; perhaps a statement that failed would have made it. */
    private Cause neverMade(StatementOutcome outcome, NamedObject object) {
        for (FileRun trial : trials) {
            if (isIn(trial.added(), object)) {
                Optional<Place> place = mended(trial, object);
                String where = place.map(at -> at + " does not fail.")
                        .or(() -> inTheWay(trial))
                        .orElse("it comes at another time.");
                return missing(
                        object,
                        Optional.of(trial.file()),
                        place,
                        trial.file() + " makes " + object + " where " + where);
            }
        }
        List<StatementOutcome> others = history.stream()
                .flatMap(run -> run.failures().stream())
                .filter(other -> !other.equals(outcome) && names(other, object) && !lacks(other, object))
                .toList();
        for (StatementOutcome other : others) {
            if (object.isRelation() && probe.isPresent() && probe.get().wouldMake(other.statement(), object)) {
                return missing(
                        object,
                        Optional.of(other.statement().file()),
                        Optional.of(place(other)),
                        place(other) + " would have made " + object + ", and failed.");
            }
        }
        return others.stream()
                .filter(other -> isDefinition(other.statement()))
                .findFirst()
                .map(other -> missing(
                        object,
                        Optional.empty(),
                        Optional.of(place(other)),
                        "No file makes " + object + "; " + place(other) + " names it and failed."))
                .orElseGet(() -> missing(object, Optional.empty(), Optional.empty(), "No file makes " + object + "."));
    }

    /** Of the statements of a file that failed in the history and not in a trial, the one that names the object. */
    private Optional<Place> mended(FileRun trial, NamedObject object) {
        Set<Statement> stillFail = new HashSet<>();
        trial.failures().forEach(outcome -> stillFail.add(outcome.statement()));
        List<StatementOutcome> mended = history.stream()
                .filter(run -> run.file().equals(trial.file()))
                .flatMap(run -> run.failures().stream())
                .filter(outcome -> !stillFail.contains(outcome.statement()) && !lacks(outcome, object))
                .toList();
        return mended.stream()
                .filter(outcome -> names(outcome, object))
                .findFirst()
                .or(() -> mended.stream().findFirst())
                .map(CauseFinder::place);
    }

    /** What the trial makes and an earlier file had made: {@code IF NOT EXISTS} then passes, and makes nothing. */
    private Optional<String> inTheWay(FileRun trial) {
        for (FileRun earlier : history) {
            if (earlier.file().equals(trial.file())) {
                break;
            }
            Optional<CatalogObject> both = earlier.added().stream()
                    .filter(object -> !FileRun.isPart(object.id().kind())
                            && trial.added().stream().anyMatch(own -> own.id().equals(object.id())))
                    .findFirst();
            if (both.isPresent()) {
                return Optional.of(
                        earlier.file() + " has not made " + both.get().id() + " before it.");
            }
        }
        return Optional.empty();
    }

    private static Cause missing(
            NamedObject object, Optional<String> madeBy, Optional<Place> consequenceOf, String text) {
        return new Cause(CauseKind.MISSING_OBJECT, Optional.of(object.toString()), madeBy, consequenceOf, text);
    }

    private static boolean isIn(List<CatalogObject> objects, NamedObject object) {
        return objects.stream().anyMatch(object::isNameOf);
    }

    private static boolean names(StatementOutcome outcome, NamedObject object) {
        return WholeWord.in(outcome.statement().sql(), object.bare());
    }

    /** Whether it failed for want of the same object, so that it is not what would have made it. */
    private static boolean lacks(StatementOutcome outcome, NamedObject object) {
        return NamedObject.missing(outcome.error().orElseThrow())
                .filter(other -> other.bare().equals(object.bare()))
                .isPresent();
    }

    private static boolean isDefinition(Statement statement) {
        String text = statement.sql().stripLeading().toLowerCase(Locale.ROOT);
        return text.startsWith("create") || text.startsWith("alter");
    }

    private static Optional<FileRun> last(List<FileRun> runs, Predicate<FileRun> condition) {
        List<FileRun> found = new ArrayList<>(runs.stream().filter(condition).toList());
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    static Place place(StatementOutcome outcome) {
        StatementError error = outcome.error().orElseThrow();
        return new Place(error.file(), error.line());
    }
}
