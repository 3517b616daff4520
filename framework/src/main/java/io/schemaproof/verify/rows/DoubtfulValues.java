package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Migration;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.rows.GivenValue.Origin;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The values of which it is in doubt whether a down brings them back: what the up writes, what stands in the scripts, and what few think of, each
 * for a row of its own.
 *
 * @param before the stage's schema
 * @param text of the up
 * @param texts of both scripts
 * @param asked what the down asks for
 */
record DoubtfulValues(RowStage stage, Catalog before, WritingText text, ScriptTexts texts, ValuesAskedFor asked) {

    /** Rows for the variants of one column, most of which may hold NULL. */
    private static final int LOOKED_FOR = 12;

    static DoubtfulValues of(RowStage stage, Migration migration, WritingText text) throws SQLException {
        return new DoubtfulValues(
                stage,
                stage.catalog(),
                text,
                ScriptTexts.of(migration.up(), migration.down()),
                ValuesAskedFor.of(migration, text, stage.catalog()));
    }

    /** @param applied a copy of the stage to which the up was applied */
    List<GivenValue> after(ObservedDatabase applied, Catalog after) throws SQLException {
        List<GivenValue> found = new ArrayList<>();
        for (Table table : before.tables()) {
            Optional<PrimaryKey> key = table.primaryKey();
            if (key.isPresent() && !table.isForeign() && table.partitionOf().isEmpty()) {
                List<GivenValue> values = ofTable(table, key.get(), after.table(table.identity()), applied);
                Set<String> taken = values.stream().map(GivenValue::row).collect(Collectors.toSet());
                Set<Column> written = values.stream()
                        .filter(GivenValue::isWritten)
                        .map(GivenValue::column)
                        .collect(Collectors.toSet());
                asked.of(table, stage.database().session(), applied.session(), taken).stream()
                        .filter(value -> !written.contains(value.column()))
                        .forEach(found::add);
                found.addAll(values);
            }
        }
        return found;
    }

    /**
     * What may be in doubt: columns that go, perhaps with their table, whose values the up may put elsewhere, those that get another type, those into which it
     * writes, and the others of a table that it names, into which it may write other values than these rows have shown.
     */
    private List<GivenValue> ofTable(Table table, PrimaryKey key, Optional<Table> after, ObservedDatabase applied)
            throws SQLException {
        List<Column> gone = columns(
                table,
                key,
                column -> after.flatMap(now -> now.column(column.name())).isEmpty());
        // Without its key nobody finds a row again before the down has brought that back.
        boolean keyed = key.columns().stream()
                .allMatch(name -> after.flatMap(now -> now.column(name)).isPresent());
        List<Column> kept = columns(
                table,
                key,
                column -> after.flatMap(now -> now.column(column.name()))
                        .filter(other -> other.type().equals(column.type()))
                        .isPresent());
        List<Column> retyped = columns(
                table,
                key,
                column -> after.flatMap(now -> now.column(column.name()))
                        .filter(other -> !other.type().equals(column.type()))
                        .isPresent());
        boolean named = text.mentions(table);
        if (gone.isEmpty() && kept.isEmpty() && retyped.isEmpty() && !named) {
            return List.of();
        }
        KeyedValues was = KeyedValues.read(stage.database().session(), table, key, kept);
        KeyedValues is = keyed ? KeyedValues.read(applied.session(), table, key, kept) : was;
        List<GivenValue> found = new ArrayList<>();
        List<Column> doubtful = new ArrayList<>(gone);
        doubtful.addAll(retyped);
        List<Column> others = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Optional<String> changed = was.firstChanged(is, i);
            if (changed.isPresent()) {
                doubtful.add(kept.get(i));
                found.add(written(
                        table,
                        kept.get(i),
                        was.firstUnchanged(is, i).orElse(changed.get()),
                        is.of(changed.get(), i).orElseThrow()));
            } else if (named) {
                others.add(kept.get(i));
            }
        }
        doubtful.addAll(others);
        Set<String> taken = found.stream().map(GivenValue::row).collect(Collectors.toSet());
        Iterator<String> rows = was.rows().stream()
                .filter(row -> !taken.contains(row) && !texts.areIn(row))
                .iterator();
        if (named && keyed && key.columns().size() == 1) {
            table.column(key.columns().get(0)).ifPresent(column -> put(found, table, column, List.of(), rows));
        }
        List<Column> restricted =
                doubtful.stream().filter(column -> isRestricted(table, column)).toList();
        KeyedValues held =
                restricted.isEmpty() ? was : KeyedValues.read(stage.database().session(), table, key, restricted);
        for (Column column : doubtful) {
            put(found, table, column, UnusualValues.of(type(column)), rows);
            if (restricted.contains(column)) {
                int place = restricted.indexOf(column);
                putVariants(found, table, column, row -> held.of(row, place), rows);
            }
        }
        return found;
    }

    private String type(Column column) {
        return before.baseType(column.type());
    }

    /** Whether a constraint may forbid most unusual texts. */
    private boolean isRestricted(Table table, Column column) {
        return UnusualValues.isText(type(column))
                && (before.domain(column.type()).isPresent()
                        || table.checks().stream()
                                .anyMatch(check -> check.expression().contains(column.quotedName())));
    }

    /** Change what the next rows hold, as long as they hold something. */
    private void putVariants(
            List<GivenValue> found,
            Table table,
            Column column,
            Function<String, Optional<String>> held,
            Iterator<String> rows) {
        int variant = 0;
        for (int tried = 0; tried < LOOKED_FOR && rows.hasNext(); tried++) {
            String row = rows.next();
            List<String> variants = held.apply(row).map(UnusualValues::variants).orElse(List.of());
            if (variant < variants.size()) {
                found.add(new GivenValue(table, column, row, variants.get(variant++), Origin.UNUSUAL));
                if (variant == variants.size()) {
                    return;
                }
            }
        }
    }

    /** Where no row stays as it is, a row may hold already what the up makes of it. */
    private GivenValue written(Table table, Column column, String row, String value) {
        boolean constant = text.text().contains(SqlText.literal(value)) || WholeWord.in(text.text(), value);
        return new GivenValue(table, column, row, value, constant ? Origin.CONSTANT : Origin.WRITTEN);
    }

    private void put(List<GivenValue> found, Table table, Column column, List<String> unusual, Iterator<String> rows) {
        List<String> named = texts.near(column.name()).stream()
                .flatMap(text -> UnusualValues.with(text, type(column)).stream())
                .toList();
        for (String value : named) {
            if (rows.hasNext()) {
                found.add(new GivenValue(table, column, rows.next(), value, Origin.EXTREME));
            }
        }
        for (String value : unusual) {
            if (rows.hasNext()) {
                Origin origin = UnusualValues.isExtreme(value) ? Origin.EXTREME : Origin.UNUSUAL;
                found.add(new GivenValue(table, column, rows.next(), value, origin));
            }
        }
    }

    private static List<Column> columns(Table table, PrimaryKey key, Predicate<Column> wanted) {
        return table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED
                        && !key.columns().contains(column.name())
                        && wanted.test(column))
                .toList();
    }
}
