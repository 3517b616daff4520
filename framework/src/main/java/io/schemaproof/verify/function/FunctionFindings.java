package io.schemaproof.verify.function;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.ServerError;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.FailedFunction;
import io.schemaproof.verify.result.FunctionChanges;
import io.schemaproof.verify.result.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the findings of functions that fail: what happened, why it matters, and what to write instead. */
record FunctionFindings(Migration migration, MetFunctions met, FunctionChanges changes) {

    Finding broken(BrokenFunctions.Refused refused) {
        FunctionTrial trial = refused.trial();
        ServerError error = refused.error();
        FailedFunction in = refused.in();
        Optional<Function> function = met.find(in);
        boolean made =
                function.filter(known -> changes.made().contains(known.id())).isPresent();
        boolean triggered = !made
                && trial.table()
                        .filter(table -> function.filter(known -> met.isNewFor(table, known))
                                .isPresent())
                        .isPresent();
        String tried = trial.words() + triggers(trial, function);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("function", in.signature());
        in.line().ifPresent(line -> facts.put("functionLine", String.valueOf(line)));
        facts.put("sqlState", error.sqlState());
        facts.put("error", words(error));
        facts.put("tried", tried);
        return finding(
                DataRule.BREAKS_FUNCTION,
                Optional.of(in.signature()),
                place(error, function, made),
                "After the up, " + tried + " fails: " + words(error) + "\nin " + in.words()
                        + (refused.passed() ? ". Before, that passed." : ".")
                        + "\nThe server reads a body when the function is called, and not when "
                        + (made ? "it is made" : triggered ? "a trigger is made" : "what it names is changed")
                        + ": the up passes, and from the commit on " + trial.each() + " fails.",
                made
                        ? "Let the function name what is there when the up is done.\nCREATE OR REPLACE " + in.word()
                                + " " + in.signature() + " …;"
                        : triggered
                                ? "Give the table what the function names, or the trigger a function of its own."
                                : CodeErrors.mend(error).orElse("") + in.remedy(),
                facts);
    }

    private String triggers(FunctionTrial trial, Optional<Function> function) {
        String names = trial.table().stream()
                .flatMap(table -> function.stream().flatMap(in -> met.triggers(table, Set.of(in)).stream()))
                .map(Trigger::quotedName)
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " (trigger " + names + ")";
    }

    /** The server's words. A name that stands in no body, and is not that of an object, was put together, perhaps of a value. */
    private String words(ServerError error) {
        String message = BrokenFunctions.QUOTED
                .matcher(error.message())
                .replaceAll(name -> isKnown(BrokenFunctions.last(name), error) ? "$0" : "\"…\"");
        return "ERROR " + error.sqlState() + ": " + message;
    }

    private boolean isKnown(String name, ServerError error) {
        return changes.names().contains(name)
                || met.bodies().name(name)
                || error.column().filter(name::equals).isPresent();
    }

    /** Where the up makes the function, or else changes what its body names. */
    private Place place(ServerError error, Optional<Function> function, boolean made) {
        Optional<Place> own =
                made ? Place.mentioned(migration.up(), function.orElseThrow().name()) : Optional.empty();
        return own.or(() -> BrokenFunctions.quoted(error.message())
                        .filter(changes.names()::contains)
                        .flatMap(name -> Place.mentioned(migration.up(), name).stream())
                        .findFirst())
                .or(() -> function.stream()
                        .flatMap(known ->
                                changes.names().stream().sorted().filter(name -> WholeWord.in(known.body(), name)))
                        .flatMap(name -> Place.mentioned(migration.up(), name).stream())
                        .findFirst())
                .orElseGet(() -> Place.of(migration.up()));
    }

    /**
     * What the server keeps of the results of a function that is another now.
     *
     * @param what it is, and the figures
     * @param anew what computes it anew
     */
    static Finding stale(Migration migration, Function function, Table table, String what, String anew) {
        return finding(
                DataRule.STALE,
                Optional.of(table.identity()),
                Place.mentioned(migration.up(), function.name()).orElse(Place.of(migration.up())),
                "The up changes what " + function.signature() + " gives, and " + what + "."
                        + "\nThe server computes nothing anew when a function changes: queries miss rows, or find such as do not fit, until somebody does.",
                "Make another function beside it, with a column or an index of its own (CREATE INDEX CONCURRENTLY), let the application use those, and drop"
                        + " the former ones in a later release.\nOr, where wrong answers may be borne that long, behind the change: "
                        + anew + ".",
                Map.of("table", table.identity(), "function", function.signature()));
    }
}
