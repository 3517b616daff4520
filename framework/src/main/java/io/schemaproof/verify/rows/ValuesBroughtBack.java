package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds downs that bring usual values back, and not others. {@code UPDATE … SET state = 'open' WHERE state = 'new'}, taken back by the opposite,
 * also changes the rows that were open before; a first and a last name that become one are not to be told apart where one of them has a blank.
 * Made-up rows rarely hold what an up writes, and are plausible, so some are given such values first.
 */
final class ValuesBroughtBack {

    /** Tries with the unusual values of one column alone, and as many with one value, where all together are too much for the scripts. */
    private static final int TRIES = 8;

    private static final int SHOWN = 40;

    private final RowStage stage;
    private final Migration migration;
    private final WritingText text;
    private final Set<io.schemaproof.migration.Statement> met = new HashSet<>();
    private Optional<LossDeclarations> declarations = Optional.empty();
    /** The schema with the up. */
    private Optional<Catalog> after = Optional.empty();

    /** The down that has failed last. */
    private Optional<MigrationRun> refused = Optional.empty();

    private int alone;

    private ValuesBroughtBack(RowStage stage, Migration migration, WritingText text) {
        this.stage = stage;
        this.migration = migration;
        this.text = text;
    }

    /**
     * What was found, and what was seen on the way.
     *
     * @param met statements of the up that have changed rows with such values
     * @param declared the losses among these that are meant
     */
    record Tried(List<Finding> findings, Set<io.schemaproof.migration.Statement> met, Set<LossDeclaration> declared) {

        static final Tried NOTHING = new Tried(List.of(), Set.of(), Set.of());

        /** Both. */
        Tried and(Tried other) {
            return new Tried(
                    Stream.concat(findings.stream(), other.findings.stream()).toList(),
                    Stream.concat(met.stream(), other.met.stream()).collect(Collectors.toSet()),
                    Stream.concat(declared.stream(), other.declared.stream()).collect(Collectors.toSet()));
        }

        /** The same for who has to see each statement change rows. */
        Tried withoutStatements() {
            return new Tried(findings, Set.of(), declared);
        }
    }

    /**
     * Run the check on copies of a stage that stands before the up, if there may be any such values: where rows of before are not made up,
     * nobody but their author may change them. Without a down nothing can be found, and something seen.
     */
    static Tried check(RowStage stage, MigrationLedger ledger) throws SQLException {
        Migration migration = ledger.migration();
        boolean possible =
                (down(migration).isEmpty() || (ledger.downRan() && ledger.roundTripVerdict() == MigrationVerdict.OK))
                        && !ledger.sharedObjects()
                        && stage.filler().generates();
        if (!possible) {
            return Tried.NOTHING;
        }
        WritingText text = WritingText.of(migration.up(), stage.catalog());
        boolean moves = text.copiesRows() && !ledger.columnsAway().isEmpty();
        Optional<Script> back = down(migration);
        boolean asks =
                back.isPresent() && WritingText.of(back.get(), stage.catalog()).changesRows();
        boolean doubtful =
                text.changesRows() || (ledger.downRan() && (moves || asks || (text.retypes() && !ledger.onlyAdds())));
        if (!doubtful) {
            return Tried.NOTHING;
        }
        ValuesBroughtBack trial = new ValuesBroughtBack(stage, migration, text);
        return new Tried(
                trial.check(),
                Set.copyOf(trial.met),
                trial.declarations.map(LossDeclarations::used).orElse(Set.of()));
    }

    private static Optional<Script> down(Migration migration) {
        return migration.down().filter(script -> !MigrationRunner.isEffectivelyEmpty(script));
    }

    private List<Finding> check() throws SQLException {
        List<GivenValue> possible = new ArrayList<>();
        try (ObservedDatabase applied = stage.copy(false)) {
            if (!applied.run(migration.up()).succeeded()) {
                return List.of();
            }
            Catalog now = applied.catalog();
            after = Optional.of(now);
            declarations = Optional.of(LossDeclarations.of(migration, stage.catalog(), now));
            possible.addAll(DoubtfulValues.of(stage, migration, text).after(applied, now));
        }
        Optional<List<Finding>> all = trial(possible);
        return all.isPresent() ? all.get() : apart(possible);
    }

    /** First what the down asks for, then what the scripts can stand, then the rest. */
    private List<Finding> apart(List<GivenValue> possible) throws SQLException {
        List<Finding> found = new ArrayList<>();
        for (GivenValue value : possible) {
            if (value.asked().isPresent() && isNews(found, value)) {
                refused = Optional.empty();
                found.addAll(trial(List.of(value)).orElse(List.of()));
                refused.ifPresent(down -> found.add(AskedForFindings.of(
                        rule(value), migration, value.relation(), value.column().name(), demands(value), down)));
            }
        }
        List<GivenValue> others =
                possible.stream().filter(given -> given.asked().isEmpty()).toList();
        List<GivenValue> bearable =
                others.stream().filter(given -> !given.isExtreme()).toList();
        Optional<List<Finding>> most = bearable.size() < possible.size() ? trial(bearable) : Optional.empty();
        (most.isPresent() ? most.get() : oneByOne(bearable))
                .stream().filter(finding -> isNews(found, finding)).forEach(found::add);
        found.addAll(alone(others.stream().filter(GivenValue::isExtreme).toList(), found));
        return found;
    }

    /** Each value by itself, as long as there is nothing to be said of its column and it has not been tried too often. */
    private List<Finding> alone(List<GivenValue> values, List<Finding> known) throws SQLException {
        List<Finding> found = new ArrayList<>();
        for (GivenValue value : values) {
            if (isNews(known, value) && isNews(found, value) && alone < TRIES) {
                alone++;
                found.addAll(trial(List.of(value)).orElse(List.of()));
            }
        }
        return found;
    }

    /** What the scripts cannot stand another check tells. What the up writes, they can, and perhaps the values of other columns. */
    private List<Finding> oneByOne(List<GivenValue> possible) throws SQLException {
        List<Finding> found = new ArrayList<>(
                trial(possible.stream().filter(GivenValue::isWritten).toList()).orElse(List.of()));
        Map<String, List<GivenValue>> columns = possible.stream()
                .filter(given -> !given.isWritten())
                .collect(Collectors.groupingBy(GivenValue::name, LinkedHashMap::new, Collectors.toList()));
        for (List<GivenValue> column : columns.values().stream().limit(TRIES).toList()) {
            if (isNews(found, column.get(0))) {
                Optional<List<Finding>> of = trial(column);
                found.addAll(of.isPresent() ? of.get() : alone(column, found));
            }
        }
        return found;
    }

    /** Empty where one of the scripts fails. */
    private Optional<List<Finding>> trial(List<GivenValue> possible) throws SQLException {
        if (possible.isEmpty()) {
            return Optional.of(List.of());
        }
        try (ObservedDatabase copy = stage.copy(false)) {
            UsualValues usual = UsualValues.read(copy.session(), columns(possible), rows(possible));
            Map<GivenValue, String> given = new LinkedHashMap<>();
            for (GivenValue one : possible) {
                one.give(copy.writingSession()).ifPresent(text -> given.put(one, text));
            }
            MigrationRun up = copy.run(migration.up());
            up.outcomes().stream()
                    .filter(outcome -> outcome.rows() > 0)
                    .forEach(outcome -> met.add(outcome.statement()));
            Optional<Script> down = down(migration);
            if (up.succeeded() && down.isEmpty()) {
                return Optional.of(List.of());
            }
            MigrationRun back = up.succeeded() ? copy.run(down.orElseThrow()) : up;
            if (!back.succeeded()) {
                refused = Optional.of(back).filter(run -> up.succeeded());
                return Optional.empty();
            }
            List<Finding> findings = new ArrayList<>();
            for (Map.Entry<GivenValue, String> one : given.entrySet()) {
                GivenValue.Held now = one.getKey().read(copy.session());
                if (!now.value().equals(Optional.of(one.getValue()))
                        && isNews(findings, one.getKey())
                        && areBack(usual, copy.session(), one.getKey())) {
                    findings.add(finding(one.getKey(), one.getValue(), now));
                }
            }
            return Optional.of(findings);
        }
    }

    private static boolean areBack(UsualValues usual, Connection connection, GivenValue one) throws SQLException {
        return one.isKey()
                ? usual.areThere(connection, one.table())
                : usual.areBack(connection, one.table(), one.column());
    }

    private static Map<Table, List<Column>> columns(List<GivenValue> possible) {
        Map<Table, List<Column>> columns = new LinkedHashMap<>();
        for (GivenValue one : possible) {
            List<Column> known = columns.computeIfAbsent(one.table(), key -> new ArrayList<>());
            if (!known.contains(one.column())) {
                known.add(one.column());
            }
        }
        return columns;
    }

    private static Set<String> rows(List<GivenValue> possible) {
        return possible.stream().map(GivenValue::row).collect(Collectors.toSet());
    }

    /** One of each column is enough. */
    private static boolean isNews(List<Finding> findings, Finding one) {
        return findings.stream()
                .noneMatch(finding -> finding.object().equals(one.object())
                        && Objects.equals(
                                finding.facts().get("columns"), one.facts().get("columns")));
    }

    /** The same of a value. */
    private static boolean isNews(List<Finding> findings, GivenValue one) {
        return findings.stream()
                .noneMatch(finding -> (finding.object()
                                        .equals(Optional.of(one.relation().toString()))
                                && one.column().name().equals(finding.facts().get("columns")))
                        || finding.object()
                                .equals(Optional.of(LossFindings.column(
                                        one.relation(), one.column().name()))));
    }

    private Finding finding(GivenValue one, String given, GivenValue.Held now) {
        Optional<LossDeclaration> meant = declarations.flatMap(known -> now.isThere()
                ? known.useForColumn(one.relation(), one.column().name())
                : known.useForRows(one.relation()));
        if (meant.isPresent()) {
            return now.isThere()
                    ? LossFindings.declared(
                            meant.get(),
                            LossFindings.column(one.relation(), one.column().name()),
                            "unusual values of it")
                    : LossFindings.declared(
                            meant.get(),
                            one.relation().toString(),
                            "rows with unusual values in " + one.column().name());
        }
        boolean hidden = isHidden(one.table(), one.column());
        String value = hidden ? SensitiveColumns.MASK : shown(given);
        String after = hidden
                ? SensitiveColumns.MASK
                : now.value().map(ValuesBroughtBack::shown).orElse("NULL");
        if (one.asked().isPresent()) {
            return AskedForFindings.of(
                    rule(one),
                    migration,
                    one.relation(),
                    one.column().name(),
                    demands(one),
                    now.isThere()
                            ? "another after up and down: " + one.column().name() + " " + value + " -> " + after
                            : "gone after up and down.");
        }
        if (!now.isThere()) {
            return DataFindings.takesAway(
                    migration, one.relation(), one.column().name(), value, one.isKey());
        }
        return one.origin() == GivenValue.Origin.CONSTANT
                ? DataFindings.merges(
                        migration,
                        one.relation(),
                        one.column().name(),
                        value,
                        after,
                        "SELECT * FROM " + one.table().identity() + " WHERE "
                                + one.column().quotedName() + " = "
                                + (hidden ? SensitiveColumns.MASK : SqlText.literal(given)))
                : DataFindings.notBroughtBack(
                        migration, one.relation(), one.column().name(), value, after, stays(one));
    }

    private static DataRule rule(GivenValue one) {
        return one.asked().orElseThrow().ownRows() ? DataRule.ASSUMES_OWN_ROWS : DataRule.ASSUMES;
    }

    private static String demands(GivenValue one) {
        return one.asked().orElseThrow().demands().entrySet().stream()
                .map(entry -> isHidden(one.table(), entry.getKey())
                        ? entry.getKey().quotedName() + " = " + SensitiveColumns.MASK
                        : entry.getValue())
                .collect(Collectors.joining(" AND "));
    }

    private static boolean isHidden(Table table, Column column) {
        return SensitiveColumns.ofSystem().hides(table.schema(), table.name(), column.name());
    }

    private boolean stays(GivenValue one) {
        return after.flatMap(catalog -> catalog.table(one.table().identity()))
                .flatMap(table -> table.column(one.column().name()))
                .filter(column -> column.type().equals(one.column().type()))
                .isPresent();
    }

    private static String shown(String text) {
        return text.length() <= SHOWN
                ? SqlText.literal(text)
                : SqlText.literal(text.substring(0, SHOWN) + "…") + " (" + text.length() + " characters)";
    }
}
