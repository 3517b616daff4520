package io.schemaproof.query;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.SessionFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Tells whether a B-tree has room for the longest row that its columns declare, by putting one in.
 *
 * <p>The row goes into an empty copy of the table with the same index, and all is rolled back. Its texts are as long as their
 * columns say, of letters that take three bytes each, as Chinese ones do, and that nothing compresses. A column without a
 * length stays NULL, since nobody has said that it holds so much. What is too much only the server knows.
 *
 * @since 0.1
 */
public final class IndexRoom {

    /** Less than a third of a page of 8 kB: what is not longer has room. */
    private static final int HARMLESS = 2600;

    private static final int BYTES = 3;
    /** More than any index takes, on pages of any size. */
    private static final int LONGEST = 12_000;

    private static final Pattern LENGTH = Pattern.compile("character(?: varying)?\\((\\d+)\\)");
    private static final Pattern WORD = Pattern.compile("\"(?:[^\"]|\"\")+\"|\\w+");
    /** The state of program_limit_exceeded. */
    private static final String TOO_WIDE = "54000";

    private static final int FIRST_LETTER = 0x4E00;
    private static final int LETTERS = 0x5000;
    private static final String COPY = "pg_temp.schemaproof_room";

    private final DataSource dataSource;

    /** @param dataSource the database of the catalogue that the indexes are from, as a superuser */
    public IndexRoom(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Return the server's words to the longest row of an index, such as {@code index row size 3016 exceeds btree version 4
     * maximum 2704 for index …}; nothing where there is room, where such a row is refused for another
     * reason, or where the index fits no copy of its table.
     *
     * @param catalog of the table, for its domains
     * @throws QueryException if the table cannot be copied
     */
    public Optional<String> refusal(Catalog catalog, Table table, Index index) {
        Map<String, Integer> lengths = lengths(catalog, table, index);
        int sum = lengths.values().stream().mapToInt(length -> length * BYTES).sum();
        if (!index.method().equals("btree") || sum <= HARMLESS) {
            return Optional.empty();
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // What the schema does on changes of a schema is not for this one; only a superuser makes it do
                // something.
                if (SessionFacts.of(connection).superuser()) {
                    statement.execute("SET LOCAL session_replication_role = replica");
                }
                statement.execute(
                        "CREATE TEMP TABLE schemaproof_room AS SELECT * FROM " + table.identity() + " WITH NO DATA");
                return copyOf(index, statement) ? insert(connection, isWide(statement), lengths) : Optional.empty();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw QueryException.of("try the longest row of", index.definition(), e);
        }
    }

    /** Whether the index can be made again: one on a function of whole rows takes those of its own table alone. */
    private static boolean copyOf(Index index, Statement statement) {
        try {
            statement.execute("CREATE INDEX longest_row ON " + COPY + using(index));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** The declared lengths of the columns that the index names, by name as it is written in SQL. */
    private static Map<String, Integer> lengths(Catalog catalog, Table table, Index index) {
        var named =
                WORD.matcher(using(index)).results().map(match -> match.group()).collect(Collectors.toSet());
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            String type = catalog.domain(column.type()).map(Domain::baseType).orElse(column.type());
            Matcher length = LENGTH.matcher(type);
            if (length.matches() && named.contains(column.quotedName())) {
                lengths.put(column.quotedName(), Math.min(Integer.parseInt(length.group(1)), LONGEST));
            }
        }
        return lengths;
    }

    /** The definition from USING on, without the condition: the row is one that fulfils it. */
    private static String using(Index index) {
        String definition = index.definition();
        String table = " " + index.tableName() + " USING ";
        String tail = " USING " + definition.substring(definition.indexOf(table) + table.length());
        return index.predicate()
                .map(condition -> tail.substring(0, tail.lastIndexOf(" WHERE ", tail.length() - condition.length())))
                .orElse(tail);
    }

    /** Whether there are letters of three bytes; in another encoding those of ASCII will do. */
    private static boolean isWide(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT current_setting('server_encoding') = 'UTF8'")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Optional<String> insert(Connection connection, boolean wide, Map<String, Integer> lengths)
            throws SQLException {
        String sql = "INSERT INTO " + COPY + " (" + String.join(", ", lengths.keySet()) + ") VALUES ("
                + lengths.keySet().stream().map(name -> "?").collect(Collectors.joining(", ")) + ")";
        // Always the same letters.
        Random random = new Random(1);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int position = 1;
            for (int length : lengths.values()) {
                insert.setString(position++, text(random, wide, length));
            }
            insert.executeUpdate();
            return Optional.empty();
        } catch (SQLException e) {
            return TOO_WIDE.equals(e.getSQLState())
                    ? String.valueOf(e.getMessage()).lines().findFirst()
                    : Optional.empty();
        }
    }

    private static String text(Random random, boolean wide, int length) {
        StringBuilder text = new StringBuilder();
        for (int position = 0; position < length; position++) {
            text.append((char) (wide ? FIRST_LETTER + random.nextInt(LETTERS) : '0' + random.nextInt('z' - '0')));
        }
        return text.toString();
    }
}
