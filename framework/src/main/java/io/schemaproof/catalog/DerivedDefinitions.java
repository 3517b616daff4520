package io.schemaproof.catalog;

import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Write the definitions of ordinary indexes and constraints from their attributes, as {@code pg_get_indexdef} and {@code
 * pg_get_constraintdef} would: the functions take longer than all the rest. What is not ordinary is left to the server.
 */
final class DerivedDefinitions {

    private static final long VARCHAR = 1043;
    private static final long TEXT = 25;

    private final RelationNames names;
    private final ServerFacts server;

    DerivedDefinitions(RelationNames names, ServerFacts server) {
        this.names = names;
        this.server = server;
    }

    /**
     * The definition, or null where only the server can write it.
     *
     * @param ownClasses whether the database has operator classes of its own, one of which may be a default
     */
    @Nullable
    String index(IndexRow row, String identity, SortedMap<String, String> attributes, boolean ownClasses) {
        String method = attributes.get("method");
        if (row.relation() == 0 || method == null || !(method.equals("btree") || method.equals("hash"))) {
            return null;
        }
        String[] columns = row.columns().split(" ", -1);
        String[] classes = row.classes().split(" ", -1);
        String[] collations = row.collations().split(" ", -1);
        String[] options = row.options().split(" ", -1);
        StringBuilder text =
                new StringBuilder(attributes.containsKey("unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
        text.append(identity, SqlText.indexOf(identity, '.') + 1, identity.length())
                .append(" ON ")
                .append(attributes.get("table"))
                .append(" USING ")
                .append(method);
        for (int i = 0; i < columns.length; i++) {
            RelationNames.NamedColumn column = names.column(row.relation(), Integer.parseInt(columns[i]));
            if (column == null) {
                return null;
            }
            if (i < row.keys()) {
                long collation = Long.parseLong(collations[i]);
                if (!options[i].equals("0")
                        || (collation != 0 && collation != column.collation())
                        || !isDefault(Long.parseLong(classes[i]), column.type(), ownClasses)) {
                    return null;
                }
            }
            text.append(i == 0 ? " (" : i == row.keys() ? ") INCLUDE (" : ", ").append(column.name());
        }
        text.append(')');
        return attributes.containsKey("nulls not distinct")
                ? text.append(" NULLS NOT DISTINCT").toString()
                : text.toString();
    }

    /** A class whose type is the column's is the only default of that type; varchar has none and takes that of text. */
    private boolean isDefault(long operatorClass, long type, boolean ownClasses) {
        Long input = server.defaultClasses().get(operatorClass);
        return input != null && (input == type || (type == VARCHAR && input == TEXT && !ownClasses));
    }

    /** The definition of a constraint that is not deferrable and is validated; null where only the server can write it. */
    static @Nullable String constraint(SortedMap<String, String> attributes) {
        String columns = attributes.getOrDefault("columns", "");
        return switch (attributes.getOrDefault("type", "")) {
            case "check" ->
                attributes.containsKey("expression") ? "CHECK (" + attributes.get("expression") + ")" : null;
            case "not null" -> columns.isEmpty() ? "NOT NULL" : "NOT NULL " + columns;
            case "primary key" -> "PRIMARY KEY (" + columns + ")";
            case "unique" -> "UNIQUE (" + columns + ")";
            case "foreign key" -> foreignKey(attributes, columns);
            default -> null;
        };
    }

    private static @Nullable String foreignKey(SortedMap<String, String> attributes, String columns) {
        String table = attributes.get("referenced table");
        if (table == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(
                "FOREIGN KEY (" + columns + ") REFERENCES " + table + "(" + attributes.get("referenced columns") + ")");
        if ("full".equals(attributes.get("match"))) {
            text.append(" MATCH FULL");
        }
        action(text, " ON UPDATE ", attributes.get("on update"));
        action(text, " ON DELETE ", attributes.get("on delete"));
        String some = attributes.get("on delete columns");
        return some == null
                ? text.toString()
                : text.append(" (").append(some).append(')').toString();
    }

    private static void action(StringBuilder text, String event, @Nullable String action) {
        if (action != null && !action.equals("no action")) {
            text.append(event).append(action.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What of a row of pg_index no attribute says; numbers as PostgreSQL writes vectors.
     *
     * @param relation OID of the table, or 0 where the server must write the definition
     * @param keys how many columns are keys
     */
    record IndexRow(long relation, int keys, String columns, String classes, String collations, String options) {}
}
