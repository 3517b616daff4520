package io.schemaproof.verify.state;

import io.schemaproof.query.Relation;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sequences whose next value is not past the values of the column that they feed, so that inserting will meet a key that
 * is there already.
 *
 * @param columns full name of the column to its sequence
 */
public record LaggingSequences(SortedMap<String, Lag> columns) {

    /** Sequences that a column owns or whose default names them; only whole numbers can be compared. */
    private static final String FEEDS = """
            SELECT DISTINCT tn.nspname, t.relname, quote_ident(a.attname), sn.nspname, s.relname, q.seqincrement
              FROM pg_class s
              JOIN pg_namespace sn ON sn.oid = s.relnamespace
              JOIN pg_sequence q ON q.seqrelid = s.oid
              JOIN (SELECT objid AS sequence, refobjid AS relation, refobjsubid AS number FROM pg_depend
                     WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass
                       AND deptype IN ('a', 'i') AND refobjsubid > 0
                    UNION ALL
                    SELECT d.refobjid, f.adrelid, f.adnum FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid
                     WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass) feed
                ON feed.sequence = s.oid
              JOIN pg_class t ON t.oid = feed.relation AND t.relkind IN ('r', 'p') AND t.relpersistence <> 't'
              JOIN pg_namespace tn ON tn.oid = t.relnamespace
              JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = feed.number
             WHERE s.relkind = 'S' AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
             ORDER BY 1, 2, 3, 4, 5""";

    /** Sequences in one statement; more would make it too long to plan quickly. */
    private static final int BATCH = 200;

    public LaggingSequences {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /**
     * How far behind.
     *
     * @param next what the sequence gives out next
     * @param top the outermost value of the column
     */
    public record Lag(Relation sequence, Relation table, String column, BigDecimal next, BigDecimal top) {}

    static LaggingSequences read(Connection connection) throws SQLException {
        List<Feed> feeds = new ArrayList<>();
        SortedMap<String, Lag> lagging = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (PreparedStatement query = connection.prepareStatement(FEEDS);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    feeds.add(new Feed(
                            new Relation(rows.getString(1), rows.getString(2)),
                            rows.getString(3),
                            new Relation(rows.getString(4), rows.getString(5)),
                            rows.getLong(6)));
                }
            }
            for (int from = 0; from < feeds.size(); from += BATCH) {
                String all = IntStream.range(from, Math.min(from + BATCH, feeds.size()))
                        .mapToObj(i -> feeds.get(i).lag(i))
                        .collect(Collectors.joining(" UNION ALL "));
                try (ResultSet rows = statement.executeQuery(all)) {
                    while (rows.next()) {
                        Feed feed = feeds.get(rows.getInt(3));
                        lagging.put(
                                feed.table + "." + feed.column,
                                new Lag(
                                        feed.sequence,
                                        feed.table,
                                        feed.column,
                                        rows.getBigDecimal(1),
                                        rows.getBigDecimal(2)));
                    }
                }
            }
        }
        return new LaggingSequences(lagging);
    }

    private record Feed(Relation table, String column, Relation sequence, long increment) {

        /** A row if it is behind. Read from the sequence itself, since RESTART leaves it at a value that was not given out yet. */
        String lag(int number) {
            return "SELECT next, top, " + number + " FROM (SELECT CASE WHEN is_called THEN last_value::numeric + ("
                    + increment
                    + ") ELSE last_value END AS next FROM " + sequence.quoted() + ") s, (SELECT "
                    + (increment > 0 ? "max(" : "min(") + column + ")::numeric AS top FROM " + table.quoted()
                    + ") t WHERE next " + (increment > 0 ? "<=" : ">=") + " top";
        }
    }

    /** Those that were not behind before, or whose column was not there. */
    public List<Lag> notIn(LaggingSequences before) {
        return columns.entrySet().stream()
                .filter(entry -> !before.columns.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
