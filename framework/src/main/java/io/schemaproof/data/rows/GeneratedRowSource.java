package io.schemaproof.data.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.RowSourceSequence;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Fill every table with generated rows, and fill up again whenever a migration has made tables or columns.
 *
 * <p>A table that a migration has added a column to gets a tenth more rows, which have values there; rows that exist are
 * never changed. The tables of migration tools are left alone, and so are those of which a source before this one says that
 * it has rows for them later.
 *
 * @since 0.1
 */
public final class GeneratedRowSource implements RowSource {

    private static final int COUNTED_AT_ONCE = 200;

    private final RowRequest request;
    private final RowSource earlier;
    private final FreshColumns fresh;

    private GeneratedRowSource(RowRequest request, RowSource earlier, FreshColumns fresh) {
        this.request = request;
        this.earlier = earlier;
        this.fresh = fresh;
    }

    /**
     * Make one.
     *
     * @param request how many rows each table shall have, and what they are like
     */
    public static GeneratedRowSource of(RowRequest request) {
        return new GeneratedRowSource(request, RowSource.NONE, new FreshColumns());
    }

    /** Make one that gives each table typical rows. */
    public static GeneratedRowSource of(long rows) {
        return of(RowRequest.of(rows));
    }

    /**
     * Make one that gives each table as many rows as {@value ConfigurationParameters#ROWS} says.
     *
     * @throws IllegalArgumentException if the parameter is no number
     */
    public static GeneratedRowSource configuredBy(Configuration configuration) {
        String value = configuration
                .get(ConfigurationParameters.ROWS)
                .orElse(String.valueOf(ConfigurationParameters.ROWS_DEFAULT));
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(ConfigurationParameters.ROWS + " (--rows) is '" + value
                    + "'; set it to a number from 0 to 999999999.");
        }
        return of(Long.parseLong(value));
    }

    /** How many rows each table shall have; 0 for none, and then it fills nothing. */
    public long rows() {
        return request.rows();
    }

    /** How many rows each of the generators among the parts of a source makes for a table. */
    public static LongStream rowsOf(RowSource source) {
        return RowSourceSequence.parts(source).stream()
                .filter(GeneratedRowSource.class::isInstance)
                .mapToLong(part -> ((GeneratedRowSource) part).rows());
    }

    @Override
    public RowSource adversarial() {
        return new GeneratedRowSource(request.withCharacter(RowCharacter.ADVERSARIAL), earlier, new FreshColumns());
    }

    @Override
    public RowSource after(RowSource other) {
        return new GeneratedRowSource(request, other, new FreshColumns());
    }

    @Override
    public SortedMap<String, String> parameters() {
        return new TreeMap<>(Map.of("rows", String.valueOf(request.rows()), "seed", String.valueOf(request.seed())));
    }

    @Override
    public boolean isGenerated() {
        return true;
    }

    /** After every up; before one only where something else has put rows in, or nothing came before. */
    @Override
    public boolean mayFill(FillMoment moment) {
        return request.rows() > 0
                && (moment.phase() == FillMoment.Phase.AFTER_UP || fresh.isFirst() || earlier.mayFill(moment));
    }

    @Override
    public FillReport fill(Connection connection, Catalog catalog, FillMoment moment) throws SQLException {
        SortedMap<Relation, String> unfilled = new TreeMap<>();
        List<Table> tables = new ArrayList<>();
        for (Table table : catalog.tables()) {
            if (!isRoot(table) || HistoryTables.contains(table.name())) {
                continue;
            }
            if (earlier.reserves(relation(table), moment)) {
                unfilled.put(relation(table), "its rows come with a later seed");
            } else {
                tables.add(table);
            }
        }
        Map<String, Long> wanted = wanted(connection, tables, fresh.tables(catalog, moment));
        if (wanted.isEmpty()) {
            return new FillReport(0, unfilled);
        }
        RowRequest these = request.including(wanted.keySet().toArray(String[]::new));
        for (Map.Entry<String, Long> entry : wanted.entrySet()) {
            these = these.withRows(entry.getKey(), entry.getValue());
        }
        try {
            GeneratedRows rows = RowGenerator.fill(connection, catalog, these);
            unfilled.putAll(reasons(catalog, rows));
            return new FillReport(rows.added(), unfilled);
        } catch (RowGenerationException e) {
            if (connection.isClosed()) {
                throw new SQLException(e.getMessage(), e);
            }
            tables.forEach(table -> unfilled.put(relation(table), firstLine(String.valueOf(e.getMessage()))));
            return new FillReport(0, unfilled);
        }
    }

    private static boolean isRoot(Table table) {
        return !table.isForeign()
                && table.extension().isEmpty()
                && table.partitionOf().isEmpty();
    }

    /** The tables that have fewer rows than they shall have, and how many that is. */
    private Map<String, Long> wanted(Connection connection, List<Table> tables, Set<String> toppedUp)
            throws SQLException {
        Map<String, Long> wanted = new LinkedHashMap<>();
        for (int from = 0; from < tables.size(); from += COUNTED_AT_ONCE) {
            List<Table> some = tables.subList(from, Math.min(from + COUNTED_AT_ONCE, tables.size()));
            List<Long> counts = counts(connection, some, toppedUp);
            for (int i = 0; i < some.size(); i++) {
                String table = some.get(i).identity();
                long asked = request.overrides().getOrDefault(table, OneToOne.rows(some.get(i), request.rows()));
                if (toppedUp.contains(table) && counts.get(i) > 0) {
                    wanted.put(table, Math.max(asked, counts.get(i) + Math.max(1, asked / 10)));
                } else if (counts.get(i) < asked) {
                    wanted.put(table, asked);
                }
            }
        }
        return wanted;
    }

    /** Their rows; no further than what is asked for where nothing depends on the exact number. */
    private List<Long> counts(Connection connection, List<Table> tables, Set<String> exactly) throws SQLException {
        String sql = tables.stream()
                .map(table -> "(SELECT count(*) FROM "
                        + (exactly.contains(table.identity())
                                ? source(table)
                                : "(SELECT FROM " + source(table) + " LIMIT "
                                        + request.overrides().getOrDefault(table.identity(), request.rows()) + ") t")
                        + ")")
                .collect(Collectors.joining(", ", "SELECT ", ""));
        List<Long> counts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            for (int i = 1; i <= tables.size(); i++) {
                counts.add(row.getLong(i));
            }
        }
        return counts;
    }

    private static String source(Table table) {
        return (table.isPartitioned() ? "" : "ONLY ") + table.identity();
    }

    /** Why tables have no rows; a partitioned one has some if any of its partitions has. */
    private static SortedMap<Relation, String> reasons(Catalog catalog, GeneratedRows rows) {
        Set<Relation> filled = rows.filled().stream()
                .flatMap(table -> catalog.table(table.table()).stream())
                .map(table -> relation(root(table)))
                .collect(Collectors.toSet());
        SortedMap<Relation, String> reasons = new TreeMap<>();
        for (UnfilledTable table : rows.unfilled()) {
            catalog.table(table.table())
                    .map(found -> relation(root(found)))
                    .filter(relation -> !filled.contains(relation))
                    .ifPresent(relation -> reasons.put(relation, reason(table)));
        }
        return reasons;
    }

    private static String reason(UnfilledTable table) {
        return table.stoppedBy()
                        .map(stop -> stop + " stops all generated rows: ")
                        .orElse("")
                + table.sqlState().map(state -> state + " ").orElse("")
                + firstLine(table.message());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static Table root(Table table) {
        Table root = table;
        while (root.partitionOf().isPresent()) {
            root = root.partitionOf().get();
        }
        return root;
    }

    private static Relation relation(Table table) {
        return new Relation(table.schema(), table.name());
    }
}
