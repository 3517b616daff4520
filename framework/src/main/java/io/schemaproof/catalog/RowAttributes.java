package io.schemaproof.catalog;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Read the attributes of a row, names in the place of OIDs and numbers. */
final class RowAttributes {

    private final RowShape shape;
    private final RelationNames names;

    RowAttributes(RowShape shape, RelationNames names) {
        this.shape = shape;
        this.names = names;
    }

    SortedMap<String, String> read(ResultSet rows) throws SQLException {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (RowShape.Attribute attribute : shape.attributes()) {
            String value = value(attribute, rows);
            if (value != null) {
                attributes.put(attribute.name(), value);
            }
        }
        addPairs(rows, attributes);
        return attributes;
    }

    /** Attributes that few rows have come as an array of names and values. */
    private void addPairs(ResultSet rows, SortedMap<String, String> attributes) throws SQLException {
        Integer index = shape.labels().get("_attributes");
        Array array = index == null ? null : rows.getArray(index);
        if (array != null) {
            String[] pairs = (String[]) array.getArray();
            for (int i = 0; i < pairs.length; i += 2) {
                if (pairs[i + 1] != null) {
                    attributes.put(pairs[i], pairs[i + 1]);
                }
            }
        }
    }

    private @Nullable String value(RowShape.Attribute attribute, ResultSet rows) throws SQLException {
        String reference = attribute.reference();
        if (reference.equals("relation")) {
            return names.reference(rows.getLong(attribute.index()));
        }
        String value = rows.getString(attribute.index());
        if (value == null || reference.isEmpty()) {
            return value;
        }
        return reference.equals("name") ? names.quote(value) : columns(shape.number(rows, reference), value, rows);
    }

    /** Names for column numbers; number 0 is an expression, and what follows an index's keys is included in it. */
    private @Nullable String columns(long relation, String numbers, ResultSet rows) throws SQLException {
        StringJoiner list = new StringJoiner(", ");
        int keys = (int) shape.number(rows, "_keys");
        int position = 0;
        for (String number : numbers.strip().split(" ", -1)) {
            if (number.isEmpty() || (keys > 0 && position >= keys)) {
                continue;
            }
            position++;
            int column = Integer.parseInt(number);
            RelationNames.NamedColumn known = names.column(relation, column);
            list.add(column == 0 ? "(expression)" : known == null ? systemColumn(column) : known.name());
        }
        return list.length() == 0 ? null : list.toString();
    }

    private static String systemColumn(int number) {
        return switch (number) {
            case -1 -> "ctid";
            case -2 -> "xmin";
            case -3 -> "cmin";
            case -4 -> "xmax";
            case -5 -> "cmax";
            case -6 -> "tableoid";
            default -> "column " + number;
        };
    }
}
