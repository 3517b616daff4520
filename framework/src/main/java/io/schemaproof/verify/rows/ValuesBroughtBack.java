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
        boolean finds = text.insertsIfMissing()
                && back.isPresent()
                && WritingText.of(back.get(), stage.catalog()).changesRows();
        boolean doubtful =
                text.changesRows() || (ledger.downRan() && (moves || finds || (text.retypes() && !ledger.onlyAdds())));
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
        if (all.isPresent()) {
            return all.get();
        }
        List<GivenValue> bearable =
                possible.stream().filter(given -> !given.isExtreme()).toList();
        Optional<List<Finding>> most = bearable.size() < possible.size() ? trial(bearable) : Optional.empty();
        List<Finding> found = new ArrayList<>(most.isPresent() ? most.get() : oneByOne(bearable));
        found.addAll(alone(possible.stream().filter(given -> given.isExtreme()).toList(), found));
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
            if (!up.succeeded() || !copy.run(down.orElseThrow()).succeeded()) {
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
        boolean hidden = SensitiveColumns.ofSystem()
                .hides(one.table().schema(), one.table().name(), one.column().name());
        String value = hidden ? SensitiveColumns.MASK : shown(given);
        if (!now.isThere()) {
            return DataFindings.takesAway(
                    migration, one.relation(), one.column().name(), value, one.isKey());
        }
        String after = hidden
                ? SensitiveColumns.MASK
                : now.value().map(ValuesBroughtBack::shown).orElse("NULL");
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
