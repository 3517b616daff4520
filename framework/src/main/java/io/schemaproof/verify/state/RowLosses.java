package io.schemaproof.verify.state;

import io.schemaproof.base.SqlText;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.RowComparison;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds what became of the rows of one database in another. */
public final class RowLosses {

    private RowLosses() {}

    /**
     * Compare all tables of before.
     *
     * @param wanted the tables that may be compared
     * @param permitted table to the columns whose values may be lost
     * @return the tables whose rows are not the same, with those that only have more
     */
    public static List<RowLoss> between(
            ObservedDatabase before,
            DataDigest beforeDigest,
            ObservedDatabase after,
            DataDigest afterDigest,
            Predicate<Relation> wanted,
            Function<Relation, Set<String>> permitted)
            throws SQLException {
        List<RowLoss> losses = new ArrayList<>();
        for (Map.Entry<Relation, TableDigest> entry : beforeDigest.tables().entrySet()) {
            Relation table = entry.getKey();
            TableDigest was = entry.getValue();
            TableDigest is = afterDigest.tables().get(table);
            if (!was.equals(is) && wanted.test(table)) {
                losses.add(
                        is == null
                                ? gone(table, was)
                                : loss(before.session(), after.session(), table, was, is, permitted.apply(table)));
            }
        }
        return losses;
    }

    private static RowLoss gone(Relation table, TableDigest was) {
        return new RowLoss(
                table,
                was.rows(),
                Optional.empty(),
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                Rescaled.NOTHING);
    }

    private static RowLoss loss(
            Connection left, Connection right, Relation table, TableDigest was, TableDigest is, Set<String> permitted)
            throws SQLException {
        SortedSet<String> gone = new TreeSet<>(was.columns().keySet());
        gone.removeAll(is.columns().keySet());
        SortedSet<String> differ = new TreeSet<>(was.columnsThatDiffer(is));
        differ.retainAll(is.columns().keySet());
        differ.retainAll(was.columns().keySet());
        SortedMap<String, Long> given =
                permitted.isEmpty() ? new TreeMap<>() : different(left, right, table, differ, permitted);
        RowDifference exact = RowComparison.of(left, right, table, permitted);
        RowDifference byValue = exact.isEmpty()
                ? exact
                : RowComparison.byValue(left, right, table, permitted).orElse(exact);
        Rescaled rescaled = Rescaled.of(exact, byValue, differ);
        if (byValue.isEmpty()) {
            differ.removeAll(rescaled.columns().keySet());
        }
        return new RowLoss(table, was.rows(), Optional.of(byValue), values(left, table, gone), differ, given, rescaled);
    }

    /** Of some columns those that differ. */
    private static SortedMap<String, Long> different(
            Connection left, Connection right, Relation table, SortedSet<String> differ, Set<String> columns)
            throws SQLException {
        RowDifference difference = RowComparison.of(left, right, table);
        SortedMap<String, Long> counted = new TreeMap<>(difference.columns());
        // Where no key tells the rows apart, or a column is of the key itself, only the whole of its values can be
        // compared.
        differ.stream()
                .filter(column -> difference.key().isEmpty() || difference.key().contains(column))
                .forEach(column -> counted.put(column, 0L));
        counted.keySet().retainAll(columns);
        return counted;
    }

    /** How many values each column holds; those without any are left out. */
    private static SortedMap<String, Long> values(Connection connection, Relation table, SortedSet<String> columns)
            throws SQLException {
        SortedMap<String, Long> values = new TreeMap<>();
        for (String column : columns) {
            long count = count(connection, table, column);
            if (count > 0) {
                values.put(column, count);
            }
        }
        return values;
    }

    /** How many rows of a table hold a value in a column. */
    public static long count(Connection connection, Relation table, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(" + SqlText.identifier(column) + ") FROM " + table.quoted())) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
