package io.schemaproof.verify.function;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.ServerError;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.function.TrialSession.Path;
import io.schemaproof.verify.result.FailedFunction;
import io.schemaproof.verify.result.FunctionChanges;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds functions that fail at what an up has changed, or has made: the server reads the body of one in PL/pgSQL, or of one in SQL between
 * quotes, only when it is called (PostgreSQL's manual, "Plan Caching" and CREATE FUNCTION). They are called before the up and after it.
 */
final class BrokenFunctions {

    /** How those call a temporary table that make it before they call a function. */
    private static final Pattern TEMPORARY = Pattern.compile("(?i)(?:.*_)?te?mp(?:_.*)?");

    /** A name in a message of the server. */
    static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")+)\"");

    private final Catalog before;
    private final Catalog after;
    private final MetFunctions met;

    private BrokenFunctions(Catalog before, Catalog after, FunctionChanges changes) {
        this.before = before;
        this.after = after;
        this.met = new MetFunctions(before, after, changes);
    }

    /**
     * What fails after the up.
     *
     * @param in the function that the server names, else the one that was called
     * @param passed whether the same passed before
     */
    record Refused(FunctionTrial trial, ServerError error, FailedFunction in, boolean passed) {

        Refused but(boolean passedBefore) {
            return new Refused(trial, error, in, passedBefore);
        }
    }

    /** Whether there may be anything of the kind, by what is known before the up is run. */
    static boolean mayBe(Catalog before, MigrationLedger ledger) {
        FunctionChanges expected = new MetByMeaning(before, ledger.migration().up()).expected(ledger.functionChanges());
        return !expected.isEmpty() && MetFunctions.mayBe(before, expected);
    }

    /**
     * Run the check.
     *
     * @param copy of the stage, on which the up has run
     */
    static List<Finding> check(RowStage stage, MigrationLedger ledger, ObservedDatabase copy, Catalog after)
            throws SQLException {
        Catalog before = stage.catalog();
        FunctionChanges changes =
                new MetByMeaning(before, ledger.migration().up()).seen(ledger.functionChanges(), after);
        BrokenFunctions check = new BrokenFunctions(before, after, changes);
        List<String> parameters = check.met.bodies().parameters();
        TrialSession now = new TrialSession(copy.session(), parameters);
        List<Refused> refused = check.refused(now);
        if (refused.isEmpty()) {
            return List.of();
        }
        try (ObservedDatabase former = stage.copy(false)) {
            TrialSession then = new TrialSession(former.session(), parameters);
            FunctionFindings findings = new FunctionFindings(ledger.migration(), check.met, changes);
            return check.broken(refused, then, now).stream()
                    .map(findings::broken)
                    .toList();
        }
    }

    private List<Refused> refused(TrialSession now) throws SQLException {
        List<Refused> refused = new ArrayList<>();
        for (FunctionTrial trial : trials(now)) {
            Optional<ServerError> error = now.refusal(trial, Path.OWN);
            error.flatMap(said -> refused(trial, said)).ifPresent(refused::add);
        }
        return refused;
    }

    private List<FunctionTrial> trials(TrialSession now) throws SQLException {
        List<FunctionTrial> trials = new ArrayList<>();
        met.tables().forEach(table -> trials.addAll(TableWrites.of(table)));
        List<Function> read = met.read();
        if (!read.isEmpty()) {
            CallTexts texts = CallTexts.read(now.connection());
            read.forEach(function -> texts.reading(function).ifPresent(trials::add));
            // What reading does not tell: whether ON CONFLICT finds its index, and whatever PL/pgSQL names.
            met.called().forEach(function -> texts.call(function).ifPresent(trials::add));
        }
        return trials;
    }

    /** Empty where a table refuses what is written to it by itself. */
    private Optional<Refused> refused(FunctionTrial trial, ServerError error) {
        return FailedFunction.of(error, after)
                .or(() -> trial.function().map(FailedFunction::of))
                .filter(in -> met.find(in).isPresent())
                .filter(in -> !CodeErrors.isOfKnownColumn(error, before, after))
                .map(in -> new Refused(trial, error, in, false));
    }

    private List<Refused> broken(List<Refused> refused, TrialSession then, TrialSession now) throws SQLException {
        List<Refused> broken = new ArrayList<>();
        Set<String> told = new HashSet<>();
        CallTexts texts = CallTexts.read(then.connection());
        for (Refused one : refused) {
            if (!told.contains(one.in().signature())) {
                Optional<Refused> by = broken(one, former(one.trial(), texts), then, now);
                if (by.isPresent() && told.add(by.get().in().signature())) {
                    broken.add(by.get());
                }
            }
        }
        return broken;
    }

    private Optional<Refused> broken(
            Refused refused, Optional<FunctionTrial> former, TrialSession then, TrialSession now) throws SQLException {
        boolean unchanged = former.isPresent() && isUnchanged(refused.trial(), former.get(), refused.in());
        if (unchanged && passes(former.get(), refused.error(), then, Path.OWN)) {
            return Optional.of(refused.but(true));
        }
        // An application may look for names elsewhere than this session does.
        Optional<Refused> still =
                now.refusal(refused.trial(), Path.EVERYWHERE).flatMap(error -> refused(refused.trial(), error));
        if (still.isEmpty()
                || (former.isPresent() && !passes(former.get(), still.get().error(), then, Path.EVERYWHERE))) {
            return Optional.empty();
        }
        return still.filter(broken -> unchanged || !CodeErrors.isOfWhatIsThereNow(broken.error()))
                .filter(this::isNoMatterOfValues)
                .map(broken -> broken.but(former.isPresent()));
    }

    /** What depends on what is there besides the body counts only against what did not fail in any way. */
    private static boolean passes(FunctionTrial former, ServerError now, TrialSession then, Path path)
            throws SQLException {
        return CodeErrors.isOfWhatIsThereNow(now)
                ? then.error(former, path).isEmpty()
                : then.refusal(former, path).isEmpty();
    }

    /** Whether the same functions come to the one that fails, where names are looked for in the same places. */
    private boolean isUnchanged(FunctionTrial trial, FunctionTrial former, FailedFunction in) {
        return met.find(in).filter(met::isUnchanged).isPresent()
                && trial.function()
                        .filter(function -> !met.isUnchanged(function))
                        .isEmpty()
                && trial.table()
                        .filter(table ->
                                !met.haveSameTriggers(table, former.table().orElseThrow(), in))
                        .isEmpty();
    }

    /** The same on the database of before: on the table that has the trigger there, where it has another name now. */
    private Optional<FunctionTrial> former(FunctionTrial trial, CallTexts texts) {
        if (trial.table().isPresent()) {
            Table table = trial.table().get();
            return before.tables().stream()
                    .filter(was -> was.id().equals(table.id()))
                    .findFirst()
                    .or(() -> renamed(table))
                    .flatMap(was -> TableWrites.of(was).stream()
                            .filter(write -> write.what().equals(trial.what()))
                            .findFirst());
        }
        return met.was(trial.function().orElseThrow()).flatMap(trial.isReading() ? texts::reading : texts::call);
    }

    private Optional<Table> renamed(Table table) {
        return before.tables().stream()
                .filter(was -> after.tables().stream().noneMatch(now -> now.id().equals(was.id())))
                .filter(was -> table.triggers().stream().anyMatch(now -> met.hasTrigger(was, now)))
                .findFirst();
    }

    /** Where nothing was there before, a name may be made of a value, or be that of a table that callers make. */
    private boolean isNoMatterOfValues(Refused refused) {
        List<String> names = quoted(refused.error().message()).toList();
        return !refused.error().message().contains(CallTexts.TEXT)
                && (!CodeErrors.isOfLabel(refused.error()) || names.stream().anyMatch(met.bodies()::holdText))
                && (names.isEmpty() || names.stream().anyMatch(met.bodies()::name))
                && names.stream()
                        .noneMatch(name -> met.bodies().makeTemporary(name)
                                || TEMPORARY.matcher(name).matches());
    }

    /** The names in a message, without their schemas. */
    static Stream<String> quoted(String message) {
        return QUOTED.matcher(message).results().map(BrokenFunctions::last);
    }

    /** A name that was found, without its schema. */
    static String last(MatchResult name) {
        return name.group(1).substring(name.group(1).lastIndexOf('.') + 1);
    }
}
