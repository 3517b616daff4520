package io.schemaproof.systems;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table as lines, to be held against all that a document says of it at once. */
public final class TableLines {

    private TableLines() {}

    /** The columns in order, such as {@code status varchar(20) NOT NULL DEFAULT 'open'}, with types as the server writes them. */
    public static List<String> columns(Schema schema, String table) {
        return named(schema, table).columns().stream()
                .map(column -> column.name() + " " + column.type() + (column.isNullable() ? "" : " NOT NULL")
                        + column.defaultExpression()
                                .map(expression -> " DEFAULT " + expression)
                                .orElse(""))
                .toList();
    }

    /** The indexes that belong to no key, by name, such as {@code by_status btree (status)}; one that is unique or partial says so. */
    public static List<String> indexes(Schema schema, String table) {
        return named(schema, table).indexes().stream()
                .filter(index -> index.constraint().isEmpty())
                .sorted(Comparator.comparing(Index::name))
                .map(index -> (index.isUnique() ? "UNIQUE " : "") + index.name() + " " + index.method()
                        + index.columns().stream().collect(Collectors.joining(", ", " (", ")"))
                        + index.predicate().map(rows -> " WHERE " + rows).orElse(""))
                .toList();
    }

    /** The names of the columns that may be NULL. */
    public static Stream<String> nullable(Schema schema, String table) {
        return named(schema, table).columns().stream()
                .filter(Column::isNullable)
                .map(Column::name);
    }

    private static Table named(Schema schema, String table) {
        return schema.catalog().table(table).orElseThrow();
    }
}
