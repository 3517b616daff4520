package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a result are attributes and which ({@code _oid}, {@code _acl}…) are for the reader alone.
 *
 * @param labels of all columns to their indexes
 */
record RowShape(List<Attribute> attributes, Map<String, Integer> labels) {

    static RowShape of(ResultSetMetaData columns) throws SQLException {
        List<Attribute> attributes = new ArrayList<>();
        Map<String, Integer> labels = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            labels.put(label, i);
            if (!label.startsWith("_")) {
                int at = label.indexOf('@');
                String name = (at < 0 ? label : label.substring(0, at)).replace('_', ' ');
                attributes.add(new Attribute(i, name, at < 0 ? "" : label.substring(at + 1)));
            }
        }
        return new RowShape(List.copyOf(attributes), Map.copyOf(labels));
    }

    /** The number in the column of a label; 0 where it is NULL or missing. */
    long number(ResultSet rows, String label) throws SQLException {
        Integer index = labels.get(label);
        return index == null ? 0 : rows.getLong(index);
    }

    /** The text in the column of a label; null where it is NULL or missing. */
    @Nullable
    String text(ResultSet rows, String label) throws SQLException {
        Integer index = labels.get(label);
        return index == null ? null : rows.getString(index);
    }

    /**
     * A column whose value becomes an attribute.
     *
     * @param reference what the value stands for: {@code relation} for the OID of one, {@code name} for a name not yet
     *     quoted, the label of the column with the table's OID for column numbers; empty for plain text
     */
    record Attribute(int index, String name, String reference) {}
}
