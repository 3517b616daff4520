package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.result.Declaration;
import io.schemaproof.verify.result.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment in an up or a down that says which rows or values are lost on purpose, and why:
 * {@code -- schemaproof:lossy orders.note because nobody reads it}.
 *
 * @param name as written
 * @param reason empty text if there is none, so that it counts for nothing
 */
record LossDeclaration(Place place, String name, String reason) {

    private static final String PART = "(?:\"(?:[^\"]|\"\")*+\"|[^\\s.\"]+)";
    private static final Pattern PARTS =
            Pattern.compile("\\A[ \\t]*(" + PART + "(?:\\." + PART + "){0,2})?[ \\t]*(?:because\\b[ \\t:]*(.*))?\\Z");

    /** Find the declarations of a script. */
    static List<LossDeclaration> of(Script script) {
        List<LossDeclaration> found = new ArrayList<>();
        for (Declaration comment : Declaration.in(script, "lossy")) {
            Matcher parts = PARTS.matcher(comment.text());
            boolean readable = parts.find() && parts.group(1) != null;
            found.add(new LossDeclaration(
                    comment.place(),
                    readable ? parts.group(1) : comment.text(),
                    readable && parts.group(2) != null ? parts.group(2).strip() : ""));
        }
        return found;
    }

    /**
     * A table, or a column of one.
     *
     * @param column not quoted; empty for the whole table
     */
    record Target(Relation table, Optional<String> column) {

        /** Whether a loss in a column is covered. */
        boolean covers(Relation other, String otherColumn) {
            return table.equals(other)
                    && column.filter(name -> !name.equals(otherColumn)).isEmpty();
        }

        /** Whether the loss of rows is covered. */
        boolean coversRows(Relation other) {
            return table.equals(other) && column.isEmpty();
        }
    }

    /** What is meant: a table if there is one of that name, else a column; empty if there is neither. */
    Optional<Target> in(Catalog catalog) {
        Optional<Target> table = catalog.table(name).map(found -> new Target(relation(found), Optional.empty()));
        if (table.isPresent()) {
            return table;
        }
        Matcher last = Pattern.compile("\\A(.+)\\.(" + PART + ")\\Z").matcher(name);
        if (!last.find()) {
            return Optional.empty();
        }
        return catalog.table(last.group(1))
                .flatMap(found -> found.column(last.group(2))
                        .map(column -> new Target(relation(found), Optional.of(column.name()))));
    }

    private static Relation relation(Table table) {
        return new Relation(table.schema(), table.name());
    }
}
