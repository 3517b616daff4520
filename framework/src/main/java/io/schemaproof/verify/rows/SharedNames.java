package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.SqlText;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds downs that look up by a name what the up has taken away, such as the customer of an order: where two rows have the same name, which made-up
 * rows rarely do, one of them gets what belongs to the other.
 */
final class SharedNames {

    /** What looks something up. A help to save time where the down says nothing of it, no evidence of what it does. */
    private static final Pattern LOOKS_UP = Pattern.compile("(?is)\\bupdate\\b.*\\b(?:from|select|using)\\b");

    private final RowStage stage;
    private final Migration migration;
    private final String text;

    private SharedNames(RowStage stage, Migration migration) {
        this.stage = stage;
        this.migration = migration;
        this.text = SqlCode.withoutComments(migration.down().orElseThrow().text());
    }

    /** A table of which two rows have the same texts now, where nothing forbids that. */
    private record Twins(Table table, List<Column> columns) {}

    /** The values of a column that the up takes away, by the conditions that find their rows. */
    private record Lookup(Table table, PrimaryKey key, Column column, KeyedValues values) {}

    /** Run the check on copies of a stage that stands before the up, if the down looks anything up. */
    static List<Finding> check(RowStage stage, MigrationLedger ledger) throws SQLException {
        if (!ledger.closesAlone()
                || ledger.columnsAway().isEmpty()
                || !stage.filler().generates()) {
            return List.of();
        }
        SharedNames names = new SharedNames(stage, ledger.migration());
        return LOOKS_UP.matcher(names.text).find() ? names.check(ledger) : List.of();
    }

    private List<Finding> check(MigrationLedger ledger) throws SQLException {
        Catalog before = stage.catalog();
        List<Twins> twins = new ArrayList<>();
        Map<Lookup, String> changed;
        try (ObservedDatabase copy = stage.copy(false)) {
            for (Table table : before.tables()) {
                if (!table.isForeign() && WholeWord.in(text, table.name())) {
                    twins(copy.writingSession(), table).ifPresent(twins::add);
                }
            }
            changed = twins.isEmpty() ? Map.of() : changed(copy, before, ledger);
        }
        if (changed.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try (ObservedDatabase copy = stage.copy(false)) {
            // What comes out differently without twins is told elsewhere.
            List<String> usual = changed(copy, before, ledger).keySet().stream()
                    .map(lookup -> lookup.column().identity())
                    .toList();
            changed.forEach((lookup, sample) -> {
                if (!usual.contains(lookup.column().identity())) {
                    findings.add(finding(lookup, sample, twins));
                }
            });
        }
        return findings;
    }

    /** What the columns hold after up and down which held something else before, one row of each; none where a script fails. */
    private Map<Lookup, String> changed(ObservedDatabase copy, Catalog before, MigrationLedger ledger)
            throws SQLException {
        List<Lookup> lookups = new ArrayList<>();
        for (Column column : NumbersGivenAnew.columnsAway(ledger, before).toList()) {
            lookup(copy.session(), column).ifPresent(lookups::add);
        }
        Map<Lookup, String> changed = new LinkedHashMap<>();
        if (lookups.isEmpty()
                || !copy.run(migration.up()).succeeded()
                || !copy.run(migration.down().orElseThrow()).succeeded()) {
            return changed;
        }
        for (Lookup lookup : lookups) {
            KeyedValues now = KeyedValues.read(copy.session(), lookup.table(), lookup.key(), List.of(lookup.column()));
            lookup.values().rows().stream()
                    .filter(row -> now.rows().contains(row)
                            && !lookup.values().of(row, 0).equals(now.of(row, 0)))
                    .findFirst()
                    .ifPresent(row -> changed.put(
                            lookup,
                            shown(lookup, lookup.values().of(row, 0)) + " -> " + shown(lookup, now.of(row, 0))));
        }
        return changed;
    }

    private static String shown(Lookup lookup, Optional<String> value) {
        Table table = lookup.table();
        return SensitiveColumns.ofSystem()
                        .hides(table.schema(), table.name(), lookup.column().name())
                ? SensitiveColumns.MASK
                : value.map(SqlText::literal).orElse("NULL");
    }

    private static Optional<Lookup> lookup(Connection connection, Column column) throws SQLException {
        Table table = column.table().orElseThrow();
        Optional<PrimaryKey> key = table.primaryKey();
        return key.isEmpty() || key.get().columns().contains(column.name())
                ? Optional.empty()
                : Optional.of(new Lookup(
                        table, key.get(), column, KeyedValues.read(connection, table, key.get(), List.of(column))));
    }

    /** Give the second row the texts of the first, column by column. */
    private static Optional<Twins> twins(Connection connection, Table table) throws SQLException {
        if (table.primaryKey().isEmpty()) {
            return Optional.empty();
        }
        List<Column> same = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean text = column.type().equals("text") || column.type().startsWith("character varying");
            if (text
                    && column.generated() == Column.Generated.NOT_GENERATED
                    && !table.primaryKey().get().columns().contains(column.name())
                    && isGiven(connection, table, column)) {
                same.add(column);
            }
        }
        return same.isEmpty() ? Optional.empty() : Optional.of(new Twins(table, same));
    }

    private static boolean isGiven(Connection connection, Table table, Column column) throws SQLException {
        String from = table.identity();
        String name = column.quotedName();
        String keys =
                String.join(", ", table.quoted(table.primaryKey().orElseThrow().columns()));
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE " + from + " SET " + name + " = (SELECT " + name + " FROM " + from
                            + " ORDER BY " + keys + " LIMIT 1) WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM "
                            + from
                            + " ORDER BY " + keys + " OFFSET 1 LIMIT 1)")
                    == 1;
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return false;
        }
    }

    private Finding finding(Lookup lookup, String sample, List<Twins> twins) {
        Twins named = twins.stream()
                .filter(one -> !one.table().identity().equals(lookup.table().identity()))
                .findFirst()
                .orElse(twins.get(0));
        List<String> columns = named.columns().stream()
                .filter(column -> WholeWord.in(text, column.name()))
                .map(Column::quotedName)
                .toList();
        String names = String.join(
                ", ",
                columns.isEmpty()
                        ? named.columns().stream().map(Column::quotedName).toList()
                        : columns);
        return DataFindings.looksUpByName(
                migration,
                new Relation(lookup.table().schema(), lookup.table().name()),
                lookup.column().name(),
                sample,
                named.table().identity(),
                names);
    }
}
