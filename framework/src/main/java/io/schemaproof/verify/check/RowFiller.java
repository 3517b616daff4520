package io.schemaproof.verify.check;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.FillReport;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.RowSourceException;
import io.schemaproof.data.RowSourceSequence;
import io.schemaproof.data.rows.RowGenerator;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts rows into databases and remembers what could not be put in, once for each moment. */
public final class RowFiller {

    private final List<RowSource> sources;
    private final Set<FillMoment> failed = new HashSet<>();
    private final List<Finding> unreported = new ArrayList<>();
    private final SortedMap<Relation, String> unfilled = new TreeMap<>();

    public RowFiller(RowSource source) {
        this.sources = RowSourceSequence.parts(source);
    }

    /** Whether rows may come that somebody has thought of, and that are not made up. */
    public boolean mayFillGiven(FillMoment moment) {
        return sources.stream().anyMatch(source -> !source.isGenerated() && source.mayFill(moment));
    }

    public boolean mayFill(FillMoment moment) {
        return sources.stream().anyMatch(source -> source.mayFill(moment));
    }

    /** The same without rows that are made up; empty where there are no others. */
    public Optional<RowFiller> withoutGenerated() {
        List<RowSource> given =
                sources.stream().filter(source -> !source.isGenerated()).toList();
        return given.isEmpty() ? Optional.empty() : Optional.of(new RowFiller(new RowSourceSequence(given)));
    }

    /** Whether some of the rows are made up. */
    public boolean generates() {
        return sources.stream().anyMatch(RowSource::isGenerated);
    }

    /** Put in what comes before the first up. */
    public void begin(ObservedDatabase database, Migration first) throws SQLException {
        KnownCatalog catalog = new KnownCatalog(database);
        for (RowSource source : sources) {
            fill(catalog, source, FillMoment.before(first));
        }
    }

    /**
     * Put in what comes between two ups. Each source is asked for both moments before the next one is, so that made-up rows
     * come last.
     *
     * @param last whose up was applied; empty where nothing comes after it
     * @param next whose up comes; empty where nothing comes before it
     */
    public void between(ObservedDatabase database, Optional<Migration> last, Optional<Migration> next)
            throws SQLException {
        KnownCatalog catalog = new KnownCatalog(database);
        for (RowSource source : sources) {
            if (last.isPresent()) {
                fill(catalog, source, FillMoment.after(last.get()));
            }
            if (next.isPresent()) {
                fill(catalog, source, FillMoment.before(next.get()));
            }
        }
    }

    /**
     * Put in what comes after an up.
     *
     * @param generated whether the rows that are made up, or the others
     * @return the number of rows
     */
    public long after(ObservedDatabase database, Migration migration, boolean generated) throws SQLException {
        return after(new KnownCatalog(database), migration, generated);
    }

    /** The same where the schema is known. */
    long after(ObservedDatabase database, Migration migration, boolean generated, Catalog catalog) throws SQLException {
        return after(new KnownCatalog(database, catalog), migration, generated);
    }

    private long after(KnownCatalog catalog, Migration migration, boolean generated) throws SQLException {
        long rows = 0;
        for (RowSource source : sources) {
            if (source.isGenerated() == generated) {
                rows += fill(catalog, source, FillMoment.after(migration));
            }
        }
        return rows;
    }

    /** What could not be put in since this was asked last. */
    public List<Finding> takeFindings() {
        List<Finding> taken = List.copyOf(unreported);
        unreported.clear();
        return taken;
    }

    /** Why a table has no rows, as half a sentence; empty text if nobody knows. */
    String reason(Relation table) {
        return unfilled.getOrDefault(table, "");
    }

    private long fill(KnownCatalog catalog, RowSource source, FillMoment moment) throws SQLException {
        if (!source.mayFill(moment)) {
            return 0;
        }
        try {
            FillReport report = fill(catalog.database(), source, moment, catalog.read());
            unfilled.putAll(report.unfilled());
            return report.rows();
        } catch (RowSourceException e) {
            if (failed.add(moment)) {
                unreported.add(UncheckedRows.seedFails(moment, e));
            }
            // What it wrote before it failed is there.
            return 1;
        } finally {
            if (!source.isGenerated()) {
                catalog.forget();
            }
        }
    }

    /** Rows that somebody has thought of may come with settings that nobody else is to meet. */
    private static FillReport fill(ObservedDatabase database, RowSource source, FillMoment moment, Catalog catalog)
            throws SQLException {
        if (source.isGenerated()) {
            Connection session = database.writingSession();
            RowGenerator.prepare(session);
            return source.fill(session, catalog, moment);
        }
        try (Connection connection = MigrationRunner.open(database.database().settings())) {
            return source.fill(connection, catalog, moment);
        }
    }
}
