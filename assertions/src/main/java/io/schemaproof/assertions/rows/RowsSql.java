package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.core.TakenBack;
import io.schemaproof.assertions.core.WholeSql;
import io.schemaproof.base.SqlScanner;
import io.schemaproof.base.SqlText;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.Relation;
import io.schemaproof.query.ResultColumn;
import io.schemaproof.query.TypedValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some rows as SQL: what stands in front of a SELECT and behind it, and which of their columns must not be shown. */
final class RowsSql {

    private static final String QUERY = "schemaproof_rows";
    /** Rows that are in memory at a time; each may hold a document of some megabytes. */
    private static final int FETCHED = 100;

    /** The default one gives way to any other. */
    private static final Set<String> NO_COLLATION = Set.of("", "\"default\"", "pg_catalog.\"default\"");

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private final Sql sql;
    private final Rows rows;
    private final MaskedColumns masks;
    private final String label;
    private final Optional<Relation> relation;
    private final List<Column> columns;
    private final Optional<String> before;

    /**
     * A column.
     *
     * @param name as stored
     * @param sql as the server quotes it, keywords too: {@code user} alone would not be the column
     * @param hidden whether its values must not be shown
     */
    record Column(String name, String sql, boolean hidden) {}

    private RowsSql(Rows rows, MaskedColumns masks, String label, Optional<Relation> relation, List<Column> columns) {
        this(new Sql(rows.dataSource()), rows, masks, label, relation, columns, Optional.empty());
    }

    private RowsSql(
            Sql sql,
            Rows rows,
            MaskedColumns masks,
            String label,
            Optional<Relation> relation,
            List<Column> columns,
            Optional<String> before) {
        this.sql = sql;
        this.rows = rows;
        this.masks = masks;
        this.label = label;
        this.relation = relation;
        this.columns = List.copyOf(columns);
        this.before = before;
    }

    /**
     * Look the table or the query up.
     *
     * @param label how messages call these rows; empty for their table and condition
     * @throws AssertionError if there is no such table
     * @throws QueryException if the server refuses the query
     */
    static RowsSql of(Rows rows, MaskedColumns masks, Optional<String> label) {
        String suffix = rows.condition().map(c -> " where " + c).orElse("");
        if (rows.source() instanceof RowSource.OfTable table) {
            Sql sql = new Sql(rows.dataSource());
            ServerTables tables = new ServerTables(sql);
            Relation relation = tables.table(table.name())
                    .orElseThrow(() -> tables.noTable(table.name()).error("rows of " + table.name(), ""));
            return new RowsSql(
                    rows,
                    masks,
                    label.orElse("rows of " + relation + suffix),
                    Optional.of(relation),
                    ofTable(sql, relation, masks));
        }
        Query query = ((RowSource.OfQuery) rows.source()).query();
        List<Column> columns = ofQuery(query, masks);
        boolean open = columns.stream().noneMatch(Column::hidden);
        String text = (open ? query : Query.of(query.dataSource(), query.sql())).toString();
        String name = "rows of query " + RowCheck.shortened(text) + suffix;
        return new RowsSql(rows, masks, label.orElse(name), Optional.empty(), columns);
    }

    /** The same rows, read after a statement in a transaction that is rolled back. */
    RowsSql after(String statement) {
        return new RowsSql(sql.after(statement), rows, masks, label, relation, columns, Optional.of(statement));
    }

    private static List<Column> ofTable(Sql sql, Relation table, MaskedColumns masks) {
        List<List<@Nullable String>> found = sql.rows(
                "SELECT attname, pg_catalog.quote_ident(attname),"
                        // Whoever takes a role on wants to see what that role sees.
                        + " CASE WHEN current_user = session_user AND pg_catalog.row_security_active(attrelid)"
                        + " THEN pg_catalog.quote_ident(current_user) END FROM pg_catalog.pg_attribute"
                        + " WHERE attrelid = pg_catalog.to_regclass(?)"
                        + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                Names.sql(List.of(table.schema(), table.name())));
        if (!found.isEmpty() && found.get(0).get(2) != null) {
            throw Failure.expected("all rows of " + table + " to be judged")
                    .butWas(
                            "every row is seen",
                            "row level security may hide rows from "
                                    + found.get(0).get(2))
                    .line("Connect as a role for which it does not hold. If what a role sees is meant, say asRole(..).")
                    .line(sql.databaseLine())
                    .undecided()
                    .error("rows of " + table, "");
        }
        return found.stream()
                .map(row -> {
                    String name = String.valueOf(row.get(0));
                    return new Column(
                            name, String.valueOf(row.get(1)), masks.hides(table.schema(), table.name(), name));
                })
                .toList();
    }

    /** What hands a hidden column on is hidden under each name, and what is computed in a query that names one is too. */
    private static List<Column> ofQuery(Query query, MaskedColumns masks) {
        boolean namesHidden = NAME.matcher(query.sql()).results().anyMatch(name -> masks.hides("", "", name.group()));
        List<ResultColumn> results = query.columns();
        boolean distinct = results.stream().map(ResultColumn::label).distinct().count() == results.size();
        List<String> names = IntStream.range(0, results.size())
                .mapToObj(i -> distinct ? results.get(i).label() : "column" + (i + 1))
                .toList();
        List<String> quoted = quoted(new Sql(query.dataSource()), names);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            ResultColumn column = results.get(i);
            boolean computed = column.column().isEmpty();
            boolean hidden = masks.hides("", "", column.label())
                    || (computed && namesHidden && !column.label().equals("count"))
                    || (!computed && masks.hides(column.schema(), column.table(), column.column()));
            columns.add(new Column(names.get(i), quoted.get(i), hidden && !masks.shows(column.label())));
        }
        return columns;
    }

    private static List<String> quoted(Sql sql, List<String> names) {
        return names.isEmpty()
                ? List.of()
                : sql.column("SELECT pg_catalog.quote_ident(name) FROM unnest(ARRAY["
                        + names.stream().map(SqlText::literal).collect(Collectors.joining(", "))
                        + "]) WITH ORDINALITY names(name, n) ORDER BY n");
    }

    Rows rows() {
        return rows;
    }

    MaskedColumns masks() {
        return masks;
    }

    String label() {
        return label;
    }

    List<Column> columns() {
        return columns;
    }

    /** A column's name as SQL. */
    String quoted(String stored) {
        return columns.stream()
                .filter(column -> column.name().equals(stored))
                .map(Column::sql)
                .findFirst()
                .orElse(Names.quote(stored));
    }

    boolean isTable() {
        return relation.isPresent();
    }

    /** The table's name, or the one under which a query's rows are found, as SQL. */
    String name() {
        return relation.map(Relation::toString).orElse(QUERY);
    }

    /** The table's name as {@code to_regclass} reads it; empty for a query. */
    String regclass() {
        return relation.map(r -> Names.sql(List.of(r.schema(), r.name()))).orElse("");
    }

    /** The table and the condition, to follow SELECT …. */
    String from() {
        return " FROM " + name()
                + rows.condition()
                        .map(condition -> " WHERE (" + condition + ")")
                        .orElse("");
    }

    String and(String condition) {
        return from() + (rows.condition().isPresent() ? " AND " : " WHERE ") + "(" + condition + ")";
    }

    /** Tell whether an expression may yield a value that must not be shown. */
    boolean hides(String expression) {
        for (Column column : columns) {
            if (column.sql().equals(expression) || column.name().equals(expression)) {
                return column.hidden();
            }
        }
        List<String> hidden =
                columns.stream().filter(Column::hidden).map(Column::name).toList();
        return MaskedColumns.hidesExpression(
                expression, relation.map(Relation::name).orElse(QUERY), hidden);
    }

    /** Run a SELECT that may read these rows. */
    List<List<@Nullable String>> query(String select) {
        return run(whole(select));
    }

    private String whole(String select) {
        return source().map(cte -> "WITH " + cte + " ").orElse("") + select;
    }

    /** Hand over the result of a SELECT that may read these rows; in a transaction that is rolled back, or in a savepoint. */
    <T> T read(String select, Reading<T> reading) throws SQLException {
        try (Connection connection = rows.dataSource().getConnection()) {
            return TakenBack.of(connection, open -> read(open, select, reading));
        }
    }

    private <T> T read(Connection connection, String select, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(whole(select))) {
            statement.setFetchSize(FETCHED);
            if (before.isPresent()) {
                try (Statement first = connection.createStatement()) {
                    first.execute(before.get());
                }
            }
            List<@Nullable Object> values = binds();
            for (int i = 0; i < values.size(); i++) {
                TypedValue.bind(statement, i + 1, values.get(i));
            }
            try (ResultSet results = statement.executeQuery()) {
                return reading.of(results);
            }
        }
    }

    /** Do the same, and fail with the server's words. */
    <T> T stream(String select, Reading<T> reading) {
        try {
            return read(select, reading);
        } catch (SQLException e) {
            throw shown(Sql.refused(whole(select), e));
        }
    }

    /** What is done with a result. */
    interface Reading<T> {
        T of(ResultSet results) throws SQLException;
    }

    /**
     * Return a SELECT that may read these rows as psql reads it, with all that it needs; empty where it would hold a hidden
     * value, or a query has values of its own.
     *
     * @param tested what the SELECT says of columns; a hidden one among them hides it
     */
    Optional<String> again(String select, List<String> tested) {
        if (!isOpen() || tested.stream().anyMatch(this::hides)) {
            return Optional.empty();
        }
        String whole = psql(whole(select)) + ";";
        return Optional.of(before.map(first -> "BEGIN; " + first + "; " + whole + " ROLLBACK;")
                .orElse(whole));
    }

    /** Whether nothing in the SQL of these rows is a value that must not be shown, or one that is given apart. */
    boolean isOpen() {
        return binds().isEmpty() && rows.condition().filter(this::hides).isEmpty();
    }

    /** The driver's way to write the operator {@code ?} is no SQL. */
    static String psql(String statement) {
        return new SqlScanner(statement).replaceAll(piece -> piece.takes("??") ? "?" : null);
    }

    long number(String select) {
        return Long.parseLong(String.valueOf(query(select).get(0).get(0)));
    }

    List<String> column(String select) {
        return query(select).stream().map(row -> String.valueOf(row.get(0))).toList();
    }

    ServerType type(String expression) {
        return types(List.of(expression)).get(0);
    }

    List<ServerType> types(List<String> expressions) {
        String types = ServerType.query(expressions, from());
        String query = source().map(cte -> "WITH RECURSIVE " + cte + ", " + types.substring("RECURSIVE ".length()))
                .orElse("WITH " + types);
        return run(query).stream().map(ServerType::of).toList();
    }

    /**
     * What has to stand behind each of these columns so that it can be compared with one of other rows: nothing, or the collation
     * of the other one, where both have one of their own and the server would not know which to use.
     */
    List<String> collationsBeside(List<String> own, RowsSql other, List<String> theirs) {
        List<String> mine = collations(own);
        List<String> others = other.collations(theirs);
        return IntStream.range(0, own.size())
                .mapToObj(i -> {
                    boolean unclear = !mine.get(i).equals(others.get(i))
                            && !NO_COLLATION.contains(mine.get(i))
                            && !NO_COLLATION.contains(others.get(i));
                    return unclear ? " COLLATE " + others.get(i) : "";
                })
                .toList();
    }

    /** The collation of each column, as SQL; nothing where texts are not what it holds. */
    private List<String> collations(List<String> expressions) {
        List<ServerType> types = types(expressions);
        if (types.stream().noneMatch(ServerType::collatable)) {
            return Collections.nCopies(expressions.size(), "");
        }
        String asked = IntStream.range(0, expressions.size())
                .mapToObj(i -> types.get(i).collatable()
                        ? "pg_catalog.pg_collation_for((SELECT " + expressions.get(i) + from() + " LIMIT 0))"
                        : "''")
                .collect(Collectors.joining(", "));
        return query("SELECT " + asked).get(0).stream()
                .map(name -> Objects.requireNonNullElse(name, ""))
                .toList();
    }

    private Optional<String> source() {
        return rows.source() instanceof RowSource.OfQuery source
                ? Optional.of(QUERY + names() + " AS MATERIALIZED (" + body(source.query()) + "\n)")
                : Optional.empty();
    }

    /** The columns' names in parentheses, to follow an alias; nothing for rows without columns, as of {@code SELECT FROM t}. */
    private String names() {
        return columns.isEmpty() ? "" : columns.stream().map(Column::sql).collect(Collectors.joining(", ", "(", ")"));
    }

    /** These rows as a SELECT that needs nothing in front of it. */
    String select(List<String> expressions) {
        String from = rows.source() instanceof RowSource.OfQuery source
                ? " FROM (" + body(source.query()) + "\n) " + QUERY + names()
                        + rows.condition().map(c -> " WHERE (" + c + ")").orElse("")
                : from();
        return "SELECT " + String.join(", ", expressions) + from;
    }

    /** A query without the semicolon at its end; what follows it must begin a line, as a comment may end it. */
    static String body(Query query) {
        String body = query.sql().strip().replaceFirst(";\\s*$", "");
        WholeSql.of(body + "\n");
        return body;
    }

    List<@Nullable Object> binds() {
        return rows.source() instanceof RowSource.OfQuery source
                ? source.query().binds()
                : List.of();
    }

    private List<List<@Nullable String>> run(String statement) {
        return run(statement, binds());
    }

    List<List<@Nullable String>> run(String statement, List<@Nullable Object> values) {
        try {
            return sql.rows(statement, values.toArray());
        } catch (QueryException e) {
            throw shown(e);
        }
    }

    private QueryException shown(QueryException e) {
        return columns.stream().anyMatch(Column::hidden) ? Redacted.of(e) : e;
    }
}
