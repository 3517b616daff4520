package io.schemaproof.verify.state;

import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.TableDigest;
import io.schemaproof.query.Relation;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compare sequences with the columns that they feed. The outermost value of a column is remembered for as long as its table
 * has the same rows: to find it takes longer to plan than to run.
 */
final class SequenceFeeds {

    /** Sequences that a column owns or whose default names them; only whole numbers can be compared. */
    private static final String FEEDS = """
            SELECT DISTINCT tn.nspname, t.relname, quote_ident(a.attname), sn.nspname, s.relname, q.seqincrement
              FROM pg_class s
              JOIN pg_namespace sn ON sn.oid = s.relnamespace
              JOIN pg_sequence q ON q.seqrelid = s.oid
              JOIN LATERAL (
                    SELECT o.refobjid AS relation, o.refobjsubid AS number FROM pg_depend o
                     WHERE o.classid = 'pg_class'::regclass AND o.objid = s.oid AND o.refclassid = 'pg_class'::regclass
                       AND o.deptype IN ('a', 'i') AND o.refobjsubid > 0
                    UNION ALL
                    SELECT f.adrelid, f.adnum FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid
                     WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
                       AND d.refobjid = s.oid) feed ON true
              JOIN pg_class t ON t.oid = feed.relation AND t.relkind IN ('r', 'p') AND t.relpersistence <> 't'
              JOIN pg_namespace tn ON tn.oid = t.relnamespace
              JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = feed.number
             WHERE s.relkind = 'S' AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
             ORDER BY 1, 2, 3, 4, 5""";

    /** Sequences in one statement; more would make it too long to plan quickly. */
    private static final int BATCH = 200;

    private Map<Feed, Top> tops = Map.of();

    /** @param digest of all rows at the same moment */
    LaggingSequences lagging(Connection connection, DataDigest digest) throws SQLException {
        List<Feed> feeds = digest.sequences().isEmpty() ? List.of() : feeds(connection);
        Map<Feed, Top> known = new HashMap<>();
        for (Feed feed : feeds) {
            Top top = tops.get(feed);
            TableDigest rows = digest.tables().get(feed.table);
            if (top != null && rows != null && rows.equals(top.rows)) {
                known.put(feed, top);
            }
        }
        List<Feed> unknown =
                feeds.stream().filter(feed -> !known.containsKey(feed)).toList();
        SortedMap<String, LaggingSequences.Lag> lagging = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            each(
                    statement,
                    unknown,
                    Feed::top,
                    (feed, row) -> known.put(feed, new Top(digest.tables().get(feed.table), row.getBigDecimal(2))));
            Map<Feed, BigDecimal> next = next(statement, feeds, digest);
            for (Feed feed : feeds) {
                Top top = known.get(feed);
                if (top != null
                        && top.value != null
                        && feed.isBehind(Objects.requireNonNull(next.get(feed)), top.value)) {
                    lagging.put(
                            feed.table + "." + feed.column,
                            new LaggingSequences.Lag(
                                    feed.sequence,
                                    feed.table,
                                    feed.column,
                                    Objects.requireNonNull(next.get(feed)),
                                    top.value));
                }
            }
        }
        tops = known;
        return new LaggingSequences(lagging);
    }

    /** What each sequence gives next. One that has given something is where the digest says. */
    private static Map<Feed, BigDecimal> next(Statement statement, List<Feed> feeds, DataDigest digest)
            throws SQLException {
        Map<Feed, BigDecimal> next = new HashMap<>();
        List<Feed> unused = new ArrayList<>();
        for (Feed feed : feeds) {
            OptionalLong last = digest.sequences().getOrDefault(feed.sequence, OptionalLong.empty());
            if (last.isPresent()) {
                next.put(feed, BigDecimal.valueOf(last.getAsLong()).add(BigDecimal.valueOf(feed.increment)));
            } else {
                unused.add(feed);
            }
        }
        each(statement, unused, Feed::next, (feed, row) -> next.put(feed, row.getBigDecimal(2)));
        return next;
    }

    private static List<Feed> feeds(Connection connection) throws SQLException {
        List<Feed> feeds = new ArrayList<>();
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
        return feeds;
    }

    private static void each(Statement statement, List<Feed> feeds, Function<Feed, String> query, Taking taking)
            throws SQLException {
        for (int from = 0; from < feeds.size(); from += BATCH) {
            String all = IntStream.range(from, Math.min(from + BATCH, feeds.size()))
                    .mapToObj(i -> "SELECT " + i + ", " + query.apply(feeds.get(i)))
                    .collect(Collectors.joining(" UNION ALL "));
            try (ResultSet rows = statement.executeQuery(all)) {
                while (rows.next()) {
                    taking.take(feeds.get(rows.getInt(1)), rows);
                }
            }
        }
    }

    private record Feed(Relation table, String column, Relation sequence, long increment) {

        /** Read from the sequence itself, since RESTART leaves it at a value that was not given out yet. */
        String next() {
            return "CASE WHEN is_called THEN last_value::numeric + (" + increment + ") ELSE last_value END FROM "
                    + sequence.quoted();
        }

        String top() {
            return (increment > 0 ? "max(" : "min(") + column + ")::numeric FROM " + table.quoted();
        }

        boolean isBehind(BigDecimal next, BigDecimal top) {
            return increment > 0 ? next.compareTo(top) <= 0 : next.compareTo(top) >= 0;
        }
    }

    /**
     * The outermost value of a column.
     *
     * @param rows of its table; null if they were not digested
     * @param value null if there is none
     */
    private record Top(@Nullable TableDigest rows, @Nullable BigDecimal value) {}

    @FunctionalInterface
    private interface Taking {

        void take(Feed feed, ResultSet row) throws SQLException;
    }
}
