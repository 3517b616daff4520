package io.schemaproof.data.seed;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.query.Relation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Take rows from a folder that holds, for a version, psql scripts and CSV files.
 *
 * <pre>
 * 7.sql                      runs before the up of 7
 * 7/public.orders.csv        is loaded after that; the first line names the columns
 * 7.after.sql                runs after the up of 7
 * 7.after/public.items.csv   is loaded after that
 * </pre>
 *
 * @since 0.1
 */
public final class SeedFolder implements RowSource {

    private final List<SeedFile> scripts;
    private final List<CsvFile> tables;
    private final List<FillMoment> history;
    private final String name;

    private SeedFolder(List<SeedFile> scripts, List<CsvFile> tables, List<FillMoment> history, String name) {
        this.name = name;
        this.scripts = List.copyOf(scripts);
        this.tables = List.copyOf(tables);
        this.history = List.copyOf(history);
    }

    /**
     * Read a folder.
     *
     * @throws MigrationException if it is missing, holds no seed, or one that fits no migration
     */
    public static SeedFolder read(Path folder, MigrationFolder migrations) {
        SeedScan scan = new SeedScan(migrations).read(folder);
        List<FillMoment> history = migrations.migrations().stream()
                .flatMap(migration -> Stream.of(FillMoment.before(migration), FillMoment.after(migration)))
                .toList();
        return new SeedFolder(scan.scripts(), scan.tables(), history, folder.toString());
    }

    @Override
    public SortedMap<String, String> parameters() {
        return new TreeMap<>(Map.of("rows", "of the seed alone", "seed folder", name));
    }

    @Override
    public boolean mayFill(FillMoment moment) {
        return Stream.concat(
                        scripts.stream().map(SeedFile::moment), tables.stream().map(CsvFile::moment))
                .anyMatch(moment::equals);
    }

    /** A table is meant by the file that is called like it, and by each script in which its name stands. */
    @Override
    public boolean reserves(Relation table, FillMoment moment) {
        int now = history.indexOf(moment);
        return tables.stream().anyMatch(file -> file.table().equals(table) && history.indexOf(file.moment()) > now)
                || scripts.stream()
                        .anyMatch(file -> history.indexOf(file.moment()) > now && file.mentions(table.name()));
    }

    @Override
    public FillReport fill(Connection connection, Catalog catalog, FillMoment moment) throws SQLException {
        long rows = 0;
        for (SeedFile script : scripts) {
            if (script.moment().equals(moment)) {
                rows += script.run(connection);
            }
        }
        List<CsvFile> due =
                tables.stream().filter(table -> table.moment().equals(moment)).toList();
        for (CsvFile table : LoadOrder.of(due, catalog)) {
            rows += table.load(connection, catalog);
        }
        return FillReport.of(rows);
    }
}
