package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Trigger;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.query.InsertProbe;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Columns that must not be null and have no default, in tables with triggers that may give them a value.
 *
 * @param tables what is known of each table, by identity
 * @param functions all of the schema, on which that depends
 */
record FilledColumns(Map<String, OfTable> tables, List<CatalogObject> functions) {

    static final FilledColumns NONE = new FilledColumns(Map.of(), List.of());

    private static final Pattern BEFORE_INSERT =
            Pattern.compile("CREATE TRIGGER (?:\"(?:[^\"]|\"\")+\"|\\S+) BEFORE (?:(?! ON ).)*\\bINSERT\\b.*");

    FilledColumns {
        tables = Map.copyOf(tables);
        functions = List.copyOf(functions);
    }

    /**
     * What is known of a table.
     *
     * @param depends what that depends on
     * @param filled whether a row that does not name it gets a value, by the name of the column; what nobody knows is left out
     */
    record OfTable(List<CatalogObject> depends, Map<String, Boolean> filled) {

        OfTable {
            depends = List.copyOf(depends);
            filled = Map.copyOf(filled);
        }
    }

    /** The same of another schema; what cannot have changed is not asked again. */
    FilledColumns then(Catalog catalog, AcceptedWrites.WritingSession session) throws SQLException {
        List<CatalogObject> now =
                catalog.functions().stream().map(TypedObject::object).toList();
        Map<String, OfTable> all = new HashMap<>();
        for (Table table : catalog.tables()) {
            if (table.triggers().stream().anyMatch(FilledColumns::mayFill)) {
                List<CatalogObject> depends = depends(table);
                OfTable known = tables.get(table.identity());
                all.put(
                        table.identity(),
                        known != null && known.depends().equals(depends) && now.equals(functions)
                                ? known
                                : new OfTable(depends, ask(table, session)));
            }
        }
        return new FilledColumns(all, now);
    }

    /** Whether a column gets a value from a trigger; empty where nobody knows. */
    Optional<Boolean> isFilled(Table table, Column column) {
        OfTable known = tables.get(table.identity());
        return known == null
                ? Optional.of(false)
                : Optional.ofNullable(known.filled().get(column.name()));
    }

    private static boolean mayFill(Trigger trigger) {
        return trigger.isEnabled()
                && BEFORE_INSERT.matcher(trigger.definition()).matches();
    }

    private static List<CatalogObject> depends(Table table) {
        return Stream.<TypedObject>concat(
                        Stream.concat(Stream.of(table), table.columns().stream()), table.triggers().stream())
                .map(TypedObject::object)
                .toList();
    }

    private static Map<String, Boolean> ask(Table table, AcceptedWrites.WritingSession session) throws SQLException {
        Map<String, Boolean> filled = new HashMap<>();
        List<String> named = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.generated() == Column.Generated.NOT_GENERATED) {
                named.add(column.name());
            }
        }
        for (Column column : table.columns()) {
            if (!column.isNullable() && !column.isFilled()) {
                List<String> others = named.stream()
                        .filter(name -> !name.equals(column.name()))
                        .toList();
                if (!others.isEmpty()) {
                    new InsertProbe(session.get())
                            .fills(table.identity(), others, column.name())
                            .ifPresent(fills -> filled.put(column.name(), fills));
                }
            }
        }
        return filled;
    }
}
