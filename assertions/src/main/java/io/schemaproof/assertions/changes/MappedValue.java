package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column or an expression whose values are mapped.
 *
 * @param text as it was given
 * @param column the column's name as stored; empty for an expression
 */
record MappedValue(String text, Optional<String> column) {

    /** One name alone; no other expression is written so. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\"");

    /** @throws IllegalArgumentException if it is not one complete piece of SQL */
    static MappedValue of(String text) {
        return new MappedValue(
                WholeSql.of(text),
                NAME.matcher(text.strip()).matches() ? Optional.of(Names.column(text.strip())) : Optional.empty());
    }

    /** Whether its values must not be shown: of an expression, if it may say something of a hidden column of any table. */
    boolean isHidden(MaskedColumns masks, Relation own, List<TableChanges> tables) {
        return column.isPresent()
                ? masks.hides(own.schema(), own.name(), column.get())
                : tables.stream().anyMatch(table -> {
                    Relation name = table.name();
                    List<String> hidden = table.allColumns().stream()
                            .filter(each -> masks.hides(name.schema(), name.name(), each))
                            .toList();
                    return MaskedColumns.hidesExpression(text, name.name(), hidden);
                });
    }

    @Override
    public String toString() {
        return column.map(Names::quote).orElse(text);
    }
}
