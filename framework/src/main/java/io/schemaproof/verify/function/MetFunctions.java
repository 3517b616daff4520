package io.schemaproof.verify.function;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.verify.result.FailedFunction;
import io.schemaproof.verify.result.FunctionChanges;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions that an up may have broken, and the tables whose triggers call them. */
final class MetFunctions {

    /** A function of many tables' triggers fails on the first as on the last. */
    private static final int MOST_TABLES = 40;

    private final Catalog before;
    private final Catalog after;
    private final FunctionChanges changes;
    private final FunctionBodies former;
    private final FunctionBodies bodies;
    private final boolean triggersStayInside;

    MetFunctions(Catalog before, Catalog after, FunctionChanges changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.former = new FunctionBodies(before);
        this.bodies = new FunctionBodies(after);
        this.triggersStayInside = triggersStayInside(before, former) && triggersStayInside(after, bodies);
    }

    /** Whether there may be one, by what is known before the up is run. */
    static boolean mayBe(Catalog before, FunctionChanges changes) {
        List<Function> functions =
                before.functions().stream().filter(FunctionBodies::isReadLate).toList();
        return !changes.made().isEmpty()
                || functions.stream().anyMatch(function -> changes.isNamedIn(function.body()))
                || (!functions.isEmpty()
                        && (!changes.triggered().isEmpty()
                                || changes.tables().stream()
                                        .flatMap(id -> before.table(id.identity()).stream())
                                        .anyMatch(table -> !table.triggers().isEmpty())));
    }

    FunctionBodies bodies() {
        return bodies;
    }

    private Set<Function> candidates() {
        Set<Function> ofTables = after.tables().stream()
                .filter(changes::meet)
                .flatMap(table -> table.triggers().stream())
                .flatMap(trigger -> after.functions(trigger.function()).stream())
                .collect(Collectors.toSet());
        return bodies.readLate().stream()
                .filter(function -> changes.isNamedIn(function.body())
                        || changes.made().contains(function.id())
                        || ofTables.contains(function))
                .collect(Collectors.toSet());
    }

    /** Those whose bodies may tell by themselves. A new one that puts statements together may fail for what is made up alone. */
    List<Function> read() {
        return candidates().stream()
                .filter(function -> isUnchanged(function)
                        || !isDynamic(function)
                        || was(function).filter(MetFunctions::isDynamic).isPresent())
                .sorted(Comparator.comparing(Function::signature))
                .toList();
    }

    /** Those of them that may also be called. */
    List<Function> called() {
        return read().stream().filter(this::staysInside).toList();
    }

    private static boolean isDynamic(Function function) {
        return WholeWord.in(function.body(), "EXECUTE");
    }

    private boolean staysInside(Function function) {
        return triggersStayInside
                && bodies.staysInside(function)
                && was(function).filter(other -> !former.staysInside(other)).isEmpty();
    }

    /** The function that the server has named. */
    Optional<Function> find(FailedFunction failed) {
        return bodies.readLate().stream()
                .filter(function -> function.signature().equals(failed.signature()))
                .findFirst();
    }

    /** A function of before, also where its schema or itself had another name. */
    Optional<Function> was(Function now) {
        return before.functions().stream()
                .filter(was -> was.id().equals(now.id()))
                .findFirst()
                .or(() -> before.functions().stream()
                        .filter(was ->
                                was.body().equals(now.body()) && was.arguments().equals(now.arguments()))
                        .filter(was -> after.functions().stream()
                                .noneMatch(other -> other.id().equals(was.id())))
                        .findFirst());
    }

    /** Whether it was there before, and the up has not touched it. */
    boolean isUnchanged(Function function) {
        return !changes.made().contains(function.id()) && was(function).isPresent();
    }

    /** Whether all triggers that come to a function are unchanged, and another table had them before. */
    boolean haveSameTriggers(Table table, Table other, FailedFunction in) {
        return triggers(table, find(in).stream().collect(Collectors.toSet())).stream()
                .allMatch(trigger -> hasTrigger(other, trigger)
                        && after.functions(trigger.function()).stream().allMatch(this::isUnchanged));
    }

    /** Whether the up has made the triggers by which a table comes to a function. */
    boolean isNewFor(Table table, Function function) {
        return triggers(table, Set.of(function)).stream()
                .noneMatch(trigger -> before.tables().stream()
                        .anyMatch(former -> hasTrigger(former, trigger)
                                && (former.id().equals(table.id())
                                        || after.table(former.identity()).isEmpty())));
    }

    /** Whether a table had this trigger before. */
    boolean hasTrigger(Table former, Trigger trigger) {
        List<Function> functions = after.functions(trigger.function()).stream()
                .flatMap(function -> was(function).stream())
                .toList();
        return former.triggers().stream()
                .filter(was -> was.name().equals(trigger.name()) && was.isEnabled())
                .flatMap(was -> before.functions(was.function()).stream())
                .anyMatch(functions::contains);
    }

    /** The tables with a trigger that comes to one, those that have changed first; none where any trigger reaches out of the database. */
    List<Table> tables() {
        Set<Function> candidates = candidates();
        if (candidates.isEmpty() || !triggersStayInside) {
            return List.of();
        }
        return after.tables().stream()
                .filter(table -> !table.isForeign())
                .filter(table -> !triggers(table, candidates).isEmpty())
                .sorted(Comparator.comparing((Table table) -> !changes.meet(table))
                        .thenComparing(Table::identity))
                .limit(MOST_TABLES)
                .toList();
    }

    /** The enabled triggers of a table that call one of these functions, or one that does. */
    List<Trigger> triggers(Table table, Set<Function> functions) {
        return table.triggers().stream()
                .filter(Trigger::isEnabled)
                .filter(trigger -> {
                    Set<Function> reached = new HashSet<>();
                    after.functions(trigger.function()).forEach(function -> reached.addAll(bodies.reached(function)));
                    return reached.stream().anyMatch(functions::contains);
                })
                .toList();
    }

    /** Triggers of extensions, and of the server, are written for what they meet. */
    static boolean triggersStayInside(Catalog catalog, FunctionBodies bodies) {
        return catalog.tables().stream()
                .flatMap(table -> table.triggers().stream())
                .filter(Trigger::isEnabled)
                .map(Trigger::function)
                .distinct()
                .flatMap(name -> catalog.functions(name).stream())
                .filter(function -> function.extension().isEmpty())
                .allMatch(bodies::staysInside);
    }
}
