package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
    private int alone;

    private ValuesBroughtBack(RowStage stage, Migration migration, WritingText text) {
        this.stage = stage;
        this.migration = migration;
        this.text = text;
    }

    private enum Origin {
        /** The up writes it into other rows. */
        WRITTEN,
        UNUSUAL,
        /** So unusual that scripts may fail on it. */
        EXTREME
    }

    /**
     * A value that a row is given before the up.
     *
     * @param row a condition that is true of the row alone
     * @param origin what is known of it
     */
    private record Given(Table table, Column column, String row, String value, Origin origin) {

        boolean written() {
            return origin == Origin.WRITTEN;
        }

        Relation relation() {
            return new Relation(table.schema(), table.name());
        }

        String name() {
            return table.identity() + "." + column.quotedName();
        }
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
        boolean doubtful = text.changesRows() || (ledger.downRan() && text.retypes() && !ledger.onlyAdds());
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
        List<Given> possible = new ArrayList<>();
        try (ObservedDatabase applied = stage.copy(false)) {
            if (!applied.run(migration.up()).succeeded()) {
                return List.of();
            }
            Catalog after = applied.catalog();
            declarations = Optional.of(LossDeclarations.of(migration, stage.catalog(), after));
            for (Table table : stage.catalog().tables()) {
                Optional<PrimaryKey> key = table.primaryKey();
                Optional<Table> now = after.table(table.identity());
                if (key.isPresent()
                        && now.isPresent()
                        && !table.isForeign()
                        && table.partitionOf().isEmpty()) {
                    possible.addAll(ofTable(table, key.get(), now.get(), applied));
                }
            }
        }
        Optional<List<Finding>> all = trial(possible);
        if (all.isPresent()) {
            return all.get();
        }
        List<Given> bearable = possible.stream()
                .filter(given -> given.origin() != Origin.EXTREME)
                .toList();
        Optional<List<Finding>> most = bearable.size() < possible.size() ? trial(bearable) : Optional.empty();
        List<Finding> found = new ArrayList<>(most.isPresent() ? most.get() : oneByOne(bearable));
        found.addAll(alone(
                possible.stream()
                        .filter(given -> given.origin() == Origin.EXTREME)
                        .toList(),
                found));
        return found;
    }

    /** Each value by itself, as long as there is nothing to be said of its column and it has not been tried too often. */
    private List<Finding> alone(List<Given> values, List<Finding> known) throws SQLException {
        List<Finding> found = new ArrayList<>();
        for (Given value : values) {
            if (isNews(known, value) && isNews(found, value) && alone < TRIES) {
                alone++;
                found.addAll(trial(List.of(value)).orElse(List.of()));
            }
        }
        return found;
    }

    /** What the scripts cannot stand another check tells. What the up writes, they can, and perhaps the values of other columns. */
    private List<Finding> oneByOne(List<Given> possible) throws SQLException {
        List<Finding> found = new ArrayList<>(
                trial(possible.stream().filter(Given::written).toList()).orElse(List.of()));
        Map<String, List<Given>> columns = possible.stream()
                .filter(given -> !given.written())
                .collect(Collectors.groupingBy(Given::name, LinkedHashMap::new, Collectors.toList()));
        for (List<Given> column : columns.values().stream().limit(TRIES).toList()) {
            if (isNews(found, column.get(0))) {
                Optional<List<Finding>> of = trial(column);
                found.addAll(of.isPresent() ? of.get() : alone(column, found));
            }
        }
        return found;
    }

    /**
     * What may be in doubt: columns that go, whose values the up may put elsewhere, those that get another type, those into which it
     * writes, and the others of a table that it names, into which it may write other values than these rows have shown.
     */
    private List<Given> ofTable(Table table, PrimaryKey key, Table now, ObservedDatabase applied) throws SQLException {
        List<Column> gone =
                columns(table, key, column -> now.column(column.name()).isEmpty());
        // Without its key nobody finds a row again before the down has brought that back.
        boolean keyed = key.columns().stream().allMatch(name -> now.column(name).isPresent());
        List<Column> kept = columns(
                table,
                key,
                column -> now.column(column.name())
                        .filter(other -> other.type().equals(column.type()))
                        .isPresent());
        List<Column> retyped = columns(
                table,
                key,
                column -> now.column(column.name())
                        .filter(other -> !other.type().equals(column.type()))
                        .isPresent());
        if (gone.isEmpty() && kept.isEmpty() && retyped.isEmpty()) {
            return List.of();
        }
        KeyedValues was = KeyedValues.read(stage.database().session(), table, key, kept);
        KeyedValues is = keyed ? KeyedValues.read(applied.session(), table, key, kept) : was;
        List<Given> found = new ArrayList<>();
        List<Column> doubtful = new ArrayList<>(gone);
        doubtful.addAll(retyped);
        List<Column> others = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Optional<String> value = was.firstChanged(is, i);
            if (value.isPresent()) {
                doubtful.add(kept.get(i));
                Column column = kept.get(i);
                was.firstUnchanged(is, i)
                        .ifPresent(row -> found.add(new Given(table, column, row, value.get(), Origin.WRITTEN)));
            } else if (text.mentions(table)) {
                others.add(kept.get(i));
            }
        }
        doubtful.addAll(others);
        Set<String> taken = found.stream().map(Given::row).collect(Collectors.toSet());
        Iterator<String> rows =
                was.rows().stream().filter(row -> !taken.contains(row)).iterator();
        for (Column column : doubtful) {
            for (String value : UnusualValues.of(column.type())) {
                if (rows.hasNext()) {
                    boolean extreme = UnusualValues.isExtreme(value);
                    found.add(new Given(table, column, rows.next(), value, extreme ? Origin.EXTREME : Origin.UNUSUAL));
                }
            }
        }
        return found;
    }

    private static List<Column> columns(Table table, PrimaryKey key, Predicate<Column> wanted) {
        return table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED
                        && !key.columns().contains(column.name())
                        && wanted.test(column))
                .toList();
    }

    /** Empty where one of the scripts fails. */
    private Optional<List<Finding>> trial(List<Given> possible) throws SQLException {
        if (possible.isEmpty()) {
            return Optional.of(List.of());
        }
        try (ObservedDatabase copy = stage.copy(false)) {
            UsualValues usual = UsualValues.read(copy.session(), columns(possible), rows(possible));
            Map<Given, String> given = new LinkedHashMap<>();
            for (Given one : possible) {
                give(copy.writingSession(), one).ifPresent(text -> given.put(one, text));
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
            for (Map.Entry<Given, String> one : given.entrySet()) {
                Held now = read(copy.session(), one.getKey());
                if (!now.value().equals(Optional.of(one.getValue()))
                        && isNews(findings, one.getKey())
                        && usual.areBack(
                                copy.session(),
                                one.getKey().table(),
                                one.getKey().column())) {
                    findings.add(finding(one.getKey(), one.getValue(), now));
                }
            }
            return Optional.of(findings);
        }
    }

    private static Map<Table, List<Column>> columns(List<Given> possible) {
        Map<Table, List<Column>> columns = new LinkedHashMap<>();
        for (Given one : possible) {
            List<Column> known = columns.computeIfAbsent(one.table(), key -> new ArrayList<>());
            if (!known.contains(one.column())) {
                known.add(one.column());
            }
        }
        return columns;
    }

    private static Set<String> rows(List<Given> possible) {
        return possible.stream().map(Given::row).collect(Collectors.toSet());
    }

    /** One of each column is enough. */
    private static boolean isNews(List<Finding> findings, Given one) {
        return findings.stream()
                .noneMatch(finding -> (finding.object()
                                        .equals(Optional.of(one.relation().toString()))
                                && one.column().name().equals(finding.facts().get("columns")))
                        || finding.object()
                                .equals(Optional.of(LossFindings.column(
                                        one.relation(), one.column().name()))));
    }

    /** Write a value, and return it as the server writes it; one that a constraint forbids before the up is none that could be there. */
    private static Optional<String> give(Connection connection, Given one) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate("UPDATE " + one.table().identity() + " SET "
                    + one.column().quotedName() + " = " + SqlText.literal(one.value()) + " WHERE " + one.row());
            return rows == 1 ? read(connection, one).value() : Optional.empty();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * What a row holds.
     *
     * @param isThere whether there is the row
     * @param value empty for NULL
     */
    private record Held(boolean isThere, Optional<String> value) {

        private static final Held NOTHING = new Held(false, Optional.empty());
    }

    private static Held read(Connection connection, Given one) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + one.column().quotedName() + "::text FROM "
                        + one.table().identity() + " WHERE " + one.row())) {
            return row.next() ? new Held(true, Optional.ofNullable(row.getString(1))) : Held.NOTHING;
        }
    }

    private Finding finding(Given one, String given, Held now) {
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
                    migration, one.relation(), one.column().name(), value);
        }
        String after = hidden
                ? SensitiveColumns.MASK
                : now.value().map(ValuesBroughtBack::shown).orElse("NULL");
        return one.written()
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
                        migration, one.relation(), one.column().name(), value, after);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN
                ? SqlText.literal(text)
                : SqlText.literal(text.substring(0, SHOWN) + "…") + " (" + text.length() + " characters)";
    }
}
