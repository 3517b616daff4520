package io.schemaproof.data.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One request, from the catalogue to the result. */
final class FillRun {

    private static final String BOUNDS = """
            SELECT format('%I.%I', n.nspname, c.relname), pg_get_partition_constraintdef(c.oid)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relispartition AND c.relkind = 'r' AND pg_get_partition_constraintdef(c.oid) IS NOT NULL
            """;

    private final Connection connection;
    private final Catalog catalog;
    private final RowRequest request;
    private final Diagnosis diagnosis;

    FillRun(Connection connection, Catalog catalog, RowRequest request) {
        this.connection = connection;
        this.catalog = catalog;
        this.request = request;
        this.diagnosis = new Diagnosis(catalog);
    }

    GeneratedRows run() throws SQLException {
        List<FillShare> shares = FillShare.of(catalog, request);
        execute("SAVEPOINT schemaproof_rows");
        execute(CatalogReader.spelling());
        Types types = Types.read(connection);
        TargetReader reader = new TargetReader(catalog, types, bounds());
        boolean unicode = value("SHOW server_encoding").equals("UTF8");
        // Takes back the settings too.
        execute("ROLLBACK TO SAVEPOINT schemaproof_rows; RELEASE SAVEPOINT schemaproof_rows");
        List<TargetTable> targets = new ArrayList<>();
        for (FillShare share : shares) {
            targets.add(reader.read(share.table(), share.rows()));
        }
        try (ServerFunctions functions =
                ServerFunctions.create(connection, request.triggers() == RowRequest.TriggerMode.OFF)) {
            execute("SET CONSTRAINTS ALL IMMEDIATE");
            TableFiller filler = new TableFiller(
                    connection,
                    request,
                    plan(targets, types, reader, request, unicode),
                    table -> plan(List.of(table), types, reader, request.withCharacter(RowCharacter.TYPICAL), unicode)
                            .getOrDefault(table.identity(), Map.of()));
            fill(FillOrder.of(targets), filler);
            LargeObjects objects = new LargeObjects(types);
            for (TargetTable table : targets) {
                objects.make(connection, table);
            }
            return result(targets, filler);
        }
    }

    private Map<String, Map<String, ColumnValues>> plan(
            List<TargetTable> targets, Types types, TargetReader reader, RowRequest like, boolean unicode)
            throws SQLException {
        ValuePlanner planner = new ValuePlanner(types, reader, like, unicode, domains(types, reader, like));
        targets.forEach(planner::add);
        return planner.answer(connection);
    }

    private Map<String, Source> domains(Types types, TargetReader reader, RowRequest like) throws SQLException {
        Map<String, Source> found = new HashMap<>();
        if (!types.nestedDomains().isEmpty()) {
            RowRequest typical = like.withCharacter(RowCharacter.TYPICAL);
            ValuePlanner planner = new ValuePlanner(types, reader, typical, false, Map.of());
            types.nestedDomains().forEach(planner::addDomain);
            planner.answer(connection)
                    .getOrDefault(ValuePlanner.DOMAINS, Map.of())
                    .forEach((domain, values) -> found.put(domain, values.source()));
        }
        return found;
    }

    private void fill(List<FillStep> steps, TableFiller filler) throws SQLException {
        DeferredParents deferred = new DeferredParents(connection);
        for (FillStep step : steps) {
            deferred.defer(step);
            filler.fill(step);
        }
        filler.advanceSequences();
        Set<TargetTable> changed = new HashSet<>(deferred.settle());
        if (catalog.tables().stream().anyMatch(table -> !table.triggers().isEmpty())) {
            steps.forEach(step -> changed.add(step.table()));
        }
        for (TargetTable table : changed) {
            filler.recount(table);
        }
    }

    private GeneratedRows result(List<TargetTable> targets, TableFiller filler) throws SQLException {
        List<FilledTable> filled = new ArrayList<>();
        List<UnfilledTable> unfilled = new ArrayList<>();
        Map<String, List<ParentKey>> waiting = new HashMap<>();
        for (TargetTable table : targets) {
            if (filler.progress(table).rows() == 0 && table.asked() > 0) {
                waiting.put(table.identity(), withoutParents(table));
            }
        }
        for (TargetTable table : targets) {
            TableFiller.Progress progress = filler.progress(table);
            if (progress.rows() == 0 && table.asked() > 0) {
                unfilled.add(diagnosis.unfilled(table, progress, waiting));
            } else {
                Optional<String> shortfall = progress.rows() >= table.asked()
                        ? Optional.empty()
                        : Optional.of(diagnosis.shortfall(table, progress));
                filled.add(new FilledTable(
                        table.identity(),
                        progress.before(),
                        progress.rows() - progress.before(),
                        table.asked(),
                        shortfall));
            }
        }
        unfilled.addAll(FillShare.withoutPartitions(catalog, request));
        filled.sort(Comparator.comparing(FilledTable::table));
        unfilled.sort(Comparator.comparing(UnfilledTable::table));
        return new GeneratedRows(filled, unfilled);
    }

    private List<ParentKey> withoutParents(TargetTable table) throws SQLException {
        List<ParentKey> empty = new ArrayList<>();
        for (ParentKey key : table.parents()) {
            boolean needed = key.columns().stream().noneMatch(table::isNullable);
            if (needed
                    && !table.isSelf(key)
                    && value("SELECT NOT EXISTS (SELECT FROM " + key.from() + ")")
                            .equals("t")) {
                empty.add(key);
            }
        }
        return empty;
    }

    private Map<String, String> bounds() throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BOUNDS)) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
